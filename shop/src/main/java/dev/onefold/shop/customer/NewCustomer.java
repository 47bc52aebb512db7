package dev.onefold.shop.customer;

/**
 * A customer to be.
 *
 * @param number the number, unique in the shop
 * @param country where they live
 * @param openingBalancePence what they had paid in before the shop knew them, 0 or more
 */
public record NewCustomer(String number, String country, long openingBalancePence) {}
