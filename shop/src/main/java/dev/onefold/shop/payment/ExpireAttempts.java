package dev.onefold.shop.payment;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Gives up attempts of which nothing was heard, on every node; an attempt expires once, whoever is first. */
@Component
@EnableScheduling
class ExpireAttempts {

    private static final Logger log = LoggerFactory.getLogger(ExpireAttempts.class);

    private static final int BATCH = 100;

    private final PaymentAttempts attempts;
    private final Duration age;

    ExpireAttempts(PaymentAttempts attempts, PaymentProperties properties) {
        this.attempts = attempts;
        this.age = Duration.ofSeconds(properties.expireAfterSeconds());
    }

    @Scheduled(
            initialDelayString = "${shop.payments.sweep-seconds}",
            fixedDelayString = "${shop.payments.sweep-seconds}",
            timeUnit = TimeUnit.SECONDS)
    void sweep() {
        try {
            attempts.expire(age, BATCH);
        } catch (RuntimeException failure) {
            log.warn("Payment attempts could not be expired now; the next sweep tries again", failure);
        }
    }
}
