package dev.onefold.shop.bestseller;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Computes the ranking now and then, on every node; who finds another at it leaves it to that one. */
@Component
@EnableScheduling
class RebuildRanking {

    private static final Logger log = LoggerFactory.getLogger(RebuildRanking.class);

    private final Bestsellers bestsellers;

    RebuildRanking(Bestsellers bestsellers) {
        this.bestsellers = bestsellers;
    }

    @Scheduled(
            initialDelayString = "${shop.bestsellers.rebuild-seconds}",
            fixedDelayString = "${shop.bestsellers.rebuild-seconds}",
            timeUnit = TimeUnit.SECONDS)
    void rebuild() {
        try {
            log.debug("Bestsellers: {}", bestsellers.rebuild().kind());
        } catch (RuntimeException failure) {
            log.warn("The bestsellers could not be computed now; the next time tries again", failure);
        }
    }
}
