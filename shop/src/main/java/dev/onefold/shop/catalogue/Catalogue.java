package dev.onefold.shop.catalogue;

import dev.onefold.shop.shared.ShopRejection;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is sold and at what price. */
@Service
public class Catalogue {

    private final ProductRepository products;

    Catalogue(ProductRepository products) {
        this.products = products;
    }

    /**
     * Today's prices.
     *
     * @param codes the products asked for
     * @return the price of each
     * @throws ShopRejection {@code unknown-product}, naming the first in code order that is not sold
     */
    public Map<String, BigDecimal> pricesOf(Collection<String> codes) {
        Set<String> wanted = new TreeSet<>(codes);
        Map<String, BigDecimal> prices = products.pricesOf(wanted);
        wanted.removeAll(prices.keySet());
        wanted.stream().findFirst().ifPresent(code -> {
            throw ShopRejection.unknown("product", code);
        });
        return prices;
    }

    /**
     * Today's prices of those that are sold.
     *
     * @param codes the products asked for
     * @return the price of each that is sold
     */
    public Map<String, BigDecimal> pricesOfSold(Collection<String> codes) {
        return products.pricesOf(new TreeSet<>(codes));
    }

    /**
     * Adds products, all or none, in the caller's transaction.
     *
     * @param added the products
     * @throws ShopRejection {@code product-exists} if one of them is already sold
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(List<Product> added) {
        Set<String> missing = new TreeSet<>(added.stream().map(Product::code).toList());
        missing.removeAll(products.add(added));
        missing.stream().findFirst().ifPresent(code -> {
            throw ShopRejection.conflict(
                    "product-exists", "There is a product " + code + " already.", Map.of("product", code));
        });
    }
}
