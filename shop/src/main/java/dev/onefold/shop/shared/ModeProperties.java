package dev.onefold.shop.shared;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Refuses a mode that there is not; {@link WhenCoalesced} and {@link WhenTransactional} choose by it. */
@ConfigurationProperties("shop")
record ModeProperties(@DefaultValue("coalesced") ShopMode mode) {}
