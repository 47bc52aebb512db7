package dev.onefold.shop.cart;

import dev.onefold.shop.shared.Batches;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets deletions of cart lines that are past their retention. */
@Component
@EnableScheduling
class ForgetCartLines {

    private final CartRepository carts;

    ForgetCartLines(CartRepository carts) {
        this.carts = carts;
    }

    @Scheduled(cron = "${shop.deletions.forget-cron}")
    void forget() {
        Batches.untilShort("deletions of cart lines", carts::forgetRemovals);
    }
}
