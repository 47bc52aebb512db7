package dev.onefold.shop.imports;

import dev.onefold.shop.catalogue.Catalogue;
import dev.onefold.shop.catalogue.Product;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.stock.StockKeeping;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Brings products into the shop, with what is on the shelf of each. */
@Service
public class ImportProducts {

    private final Catalogue catalogue;
    private final StockKeeping stock;
    private final IdSource ids;

    ImportProducts(Catalogue catalogue, StockKeeping stock, IdSource ids) {
        this.catalogue = catalogue;
        this.stock = stock;
        this.ids = ids;
    }

    /**
     * Imports the products, all or none.
     *
     * @param imported the products, each code once
     * @throws ShopRejection {@code product-exists}
     */
    @Transactional
    public void importAll(List<ImportedProduct> imported) {
        SortedMap<String, Long> openingStock = new TreeMap<>();
        for (ImportedProduct product : imported) {
            if (openingStock.put(product.code(), product.openingStock()) != null) {
                throw ShopRejection.invalid("Product " + product.code() + " is named twice.");
            }
        }
        catalogue.add(imported.stream()
                .map(product -> new Product(product.code(), product.description(), product.unitPrice()))
                .toList());
        stock.open(ids.next(), openingStock);
    }
}
