/** Tests of API keys; see {@link dev.onefold.shop.client.ApiKeysTest}. */
@NullMarked
package dev.onefold.shop.client;

import org.jspecify.annotations.NullMarked;
