package dev.onefold.shop;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/**
 * The reference shop. It needs a PostgreSQL database ({@code --spring.datasource.url}, {@code .username}, {@code .password}),
 * brings the schema up to date as it starts, and is ready when {@code GET /actuator/health} answers 200.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ShopApplication {

    /**
     * Starts the shop.
     *
     * @param args settings as {@code --name=value}
     */
    public static void main(String[] args) {
        SpringApplication shop = new SpringApplication(ShopApplication.class);
        shop.addListeners(new ExitWhenStdinCloses());
        shop.run(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
