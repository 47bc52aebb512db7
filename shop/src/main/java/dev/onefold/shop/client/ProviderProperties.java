package dev.onefold.shop.client;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The payment providers, and how they sign.
 *
 * @param secrets by provider, what it signs with: one secret, or two while it is being changed
 * @param maxSkewSeconds how far the time of a signature may be from ours, before or after
 */
@Validated
@ConfigurationProperties("shop.providers")
record ProviderProperties(
        Map<String, @NotEmpty @Size(max = 2) List<@Size(min = 16, max = 256) String>> secrets,
        @DefaultValue("300") @Min(1) @Max(3_600) long maxSkewSeconds) {}
