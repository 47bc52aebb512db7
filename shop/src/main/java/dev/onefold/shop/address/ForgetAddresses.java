package dev.onefold.shop.address;

import dev.onefold.shop.shared.Batches;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets deletions of addresses that are past their retention. */
@Component
@EnableScheduling
class ForgetAddresses {

    private final AddressRepository addresses;

    ForgetAddresses(AddressRepository addresses) {
        this.addresses = addresses;
    }

    @Scheduled(cron = "${shop.deletions.forget-cron}")
    void forget() {
        Batches.untilShort("deletions of addresses", addresses::forgetDeletions);
    }
}
