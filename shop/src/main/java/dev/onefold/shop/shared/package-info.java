/**
 * The few words every module speaks: {@link dev.onefold.shop.shared.ShopRejection} for a business "no",
 * {@link dev.onefold.shop.shared.Money} for what a line is worth, {@link dev.onefold.shop.shared.IdSource} for new ids.
 */
@NullMarked
package dev.onefold.shop.shared;

import org.jspecify.annotations.NullMarked;
