package dev.onefold.shop.flashsale;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.shop.flashsale.FlashSales.Purchase;
import java.util.UUID;

/** A purchase as text: the sale, a space, the customer. */
record PurchaseCodec() implements Codec<Purchase> {

    private static final int UUID_LENGTH = 36;

    @Override
    public Content encode(Purchase purchase) {
        return Content.text(purchase.sale() + " " + purchase.customer());
    }

    @Override
    public Purchase decode(Content content) {
        String text = content.text();
        return new Purchase(UUID.fromString(text.substring(0, UUID_LENGTH)), text.substring(UUID_LENGTH + 1));
    }
}
