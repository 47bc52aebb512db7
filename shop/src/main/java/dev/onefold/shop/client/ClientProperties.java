package dev.onefold.shop.client;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The clients made at start, and how long a key that was found is believed.
 *
 * @param importKey the key of the client {@code import}
 * @param shopperKey the key of the client {@code web}
 * @param tenant the tenant of both
 * @param cacheSeconds how long a key works after its row is gone; 0 asks the database each time
 */
@Validated
@ConfigurationProperties("shop.clients")
record ClientProperties(
        @DefaultValue("import-demo-key") @NotBlank String importKey,
        @DefaultValue("shopper-demo-key") @NotBlank String shopperKey,
        @DefaultValue("demo") @NotBlank String tenant,
        @DefaultValue("2") @Min(0) @Max(5) int cacheSeconds) {}
