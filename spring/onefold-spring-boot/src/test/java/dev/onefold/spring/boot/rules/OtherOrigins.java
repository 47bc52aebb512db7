package dev.onefold.spring.boot.rules;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Browsers at other origins may use the system under test. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("sut.other-origins")
class OtherOrigins implements WebMvcConfigurer {

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        registry.addMapping("/**")
                .allowedOrigins("https://shop.example", "https://other.example")
                .allowedHeaders("*")
                .exposedHeaders("Idempotent-Replayed", "Idempotency-Key", "Location", "ETag", "Retry-After", "Link");
    }
}
