/**
 * Who calls: API keys, providers' signatures, and roles. Handlers take a {@link dev.onefold.shop.client.ShopClient}; those of the back office carry
 * {@link dev.onefold.shop.client.ForImport}.
 */
@NullMarked
package dev.onefold.shop.client;

import org.jspecify.annotations.NullMarked;
