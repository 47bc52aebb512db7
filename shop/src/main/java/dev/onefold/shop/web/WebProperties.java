package dev.onefold.shop.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of a request.
 *
 * @param maxBodyBytes the largest body read; the JSON reader's own limit holds where a body comes in chunks
 */
@Validated
@ConfigurationProperties("shop.web")
record WebProperties(
        @DefaultValue("1048576") @Min(1024) @Max(16_777_216) long maxBodyBytes) {}
