package dev.onefold.shop.payment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Attempts to pay.
 *
 * @param expireAfterSeconds how long an attempt waits for its provider; money that comes later goes back
 */
@Validated
@ConfigurationProperties("shop.payments")
record PaymentProperties(
        @DefaultValue("1800") @Min(60) @Max(604_800) long expireAfterSeconds) {}
