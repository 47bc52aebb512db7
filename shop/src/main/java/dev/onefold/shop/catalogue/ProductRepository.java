package dev.onefold.shop.catalogue;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ProductRepository {

    private final JdbcClient jdbc;

    ProductRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, BigDecimal> pricesOf(Collection<String> codes) {
        Map<String, BigDecimal> prices = new HashMap<>();
        jdbc.sql("SELECT code, unit_price FROM product WHERE code = ANY (:codes)")
                .param("codes", codes.toArray(String[]::new))
                .query(row -> {
                    prices.put(row.getString("code"), row.getBigDecimal("unit_price"));
                });
        return prices;
    }

    /** A product with what is on hand and the version of both, as they were at one moment. */
    record Offer(Product product, long onHand, long version) {}

    Optional<Offer> offer(String code) {
        return jdbc.sql("""
                        SELECT p.code, p.description, p.unit_price, s.on_hand, p.version + s.version AS version
                          FROM product p JOIN stock s ON s.code = p.code
                         WHERE p.code = :code
                        """)
                .param("code", code)
                .query((row, number) -> new Offer(product(row, number), row.getLong("on_hand"), row.getLong("version")))
                .optional();
    }

    List<Product> after(String code, int limit) {
        return jdbc.sql(
                        "SELECT code, description, unit_price FROM product WHERE code > :code ORDER BY code LIMIT :limit")
                .param("code", code)
                .param("limit", limit)
                .query(ProductRepository::product)
                .list();
    }

    /** Adds what is not there yet, in code order so that two imports never wait for each other in a ring. */
    Set<String> add(List<Product> products) {
        List<String> added = jdbc.sql("""
                        INSERT INTO product (code, description, unit_price)
                        SELECT code, description, unit_price
                          FROM unnest(:codes::text[], :descriptions::text[], :prices::text[]::numeric[])
                               AS given (code, description, unit_price)
                         ORDER BY code COLLATE "C"
                            ON CONFLICT (code) DO NOTHING
                        RETURNING code
                        """)
                .param("codes", products.stream().map(Product::code).toArray(String[]::new))
                .param(
                        "descriptions",
                        products.stream().map(Product::description).toArray(String[]::new))
                .param(
                        "prices",
                        products.stream()
                                .map(product -> product.unitPrice().toPlainString())
                                .toArray(String[]::new))
                .query(String.class)
                .list();
        return new HashSet<>(added);
    }

    private static Product product(ResultSet row, int number) throws SQLException {
        return new Product(row.getString("code"), row.getString("description"), row.getBigDecimal("unit_price"));
    }
}
