package dev.onefold.shop;

import dev.onefold.shop.shared.ShopMode;
import java.nio.file.Path;

/** Every rule, of orders that share transactions. */
class CoalescedConformanceTest extends ConformanceTest {

    @Override
    Path lines() {
        return Path.of("target/conformance-coalesced.tsv");
    }

    @Override
    ShopMode mode() {
        return ShopMode.COALESCED;
    }
}
