package dev.onefold.prover.load;

import dev.onefold.prover.trading.Document;
import dev.onefold.prover.trading.DocumentKind;
import dev.onefold.prover.trading.TradingRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the shop must hold before trading starts. There is enough of everything for every copy to be executed, not only
 * for every request: an execution too many must show in the books, not end as a shortage.
 *
 * @param products with opening stock, enough for all copies in any order of arrival unless stock is to be short
 * @param customers with opening balance, enough for all copies of all their orders
 * @param shortages units missing by code, empty unless stock is to be short
 */
public record SetUpPlan(List<Product> products, List<Customer> customers, Map<String, Long> shortages) {

    private static final double SHORT_SHARE = 0.25;
    private static final String UNKNOWN_COUNTRY = "Unspecified";
    private static final BigDecimal PENCE_PER_POUND = BigDecimal.valueOf(100);

    /**
     * A product to import.
     *
     * @param code stock code
     * @param description free text
     * @param unitPrice catalogue price in pounds
     * @param openingStock units
     */
    public record Product(String code, String description, BigDecimal unitPrice, long openingStock) {}

    /**
     * A customer to import.
     *
     * @param number customer number
     * @param country free text
     * @param openingBalancePence what is in the wallet
     */
    public record Customer(String number, String country, long openingBalancePence) {}

    static SetUpPlan of(List<Document> documents, LoadOptions options) {
        Map<String, Long> demand = demand(documents);
        Map<String, Long> shortages = options.shortStock() ? shortages(demand, options.seed()) : Map.of();
        Map<String, Long> opening = new LinkedHashMap<>();
        demand.forEach((code, units) -> opening.put(
                code, shortages.containsKey(code) ? units - shortages.get(code) : units * options.copies()));
        return new SetUpPlan(products(documents, opening), customers(documents, options.copies()), shortages);
    }

    /** What was there of every code when trading started. */
    public Map<String, Long> openingStock() {
        Map<String, Long> opening = new LinkedHashMap<>();
        products.forEach(product -> opening.put(product.code(), product.openingStock()));
        return opening;
    }

    /** What was in every wallet when trading started. */
    public Map<String, Long> openingPence() {
        Map<String, Long> opening = new LinkedHashMap<>();
        customers.forEach(customer -> opening.put(customer.number(), customer.openingBalancePence()));
        return opening;
    }

    /** Units asked for, by code; what comes in is not counted on, for it may come in last. */
    private static Map<String, Long> demand(List<Document> documents) {
        Map<String, Long> demand = new LinkedHashMap<>();
        for (Document document : documents) {
            for (TradingRow row : document.lines()) {
                boolean goesOut = document.kind() == DocumentKind.ORDER
                        || (document.kind() == DocumentKind.ADJUSTMENT && row.quantity() < 0);
                demand.merge(row.code(), goesOut ? Math.abs((long) row.quantity()) : 0L, Long::sum);
            }
        }
        return demand;
    }

    private static Map<String, Long> shortages(Map<String, Long> demand, long seed) {
        Random random = new Random(seed ^ 0x5407);
        Map<String, Long> shortages = new LinkedHashMap<>();
        demand.forEach((code, units) -> {
            double missing = 0.2 + 0.6 * random.nextDouble();
            if (random.nextDouble() < SHORT_SHARE && units > 1) {
                shortages.put(code, Math.max(1, (long) (units * missing)));
            }
        });
        if (shortages.isEmpty()) {
            demand.entrySet().stream()
                    .max(Comparator.comparingLong(Map.Entry::getValue))
                    .ifPresent(hottest -> shortages.put(hottest.getKey(), (hottest.getValue() + 1) / 2));
        }
        return shortages;
    }

    private static List<Product> products(List<Document> documents, Map<String, Long> opening) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        for (Document document : documents) {
            for (TradingRow row : document.lines()) {
                if (!row.description().isBlank()) {
                    descriptions.putIfAbsent(row.code(), row.description());
                }
                if (row.unitPrice().signum() > 0) {
                    prices.putIfAbsent(row.code(), row.unitPrice());
                }
            }
        }
        List<Product> products = new ArrayList<>(opening.size());
        opening.forEach((code, units) -> products.add(new Product(
                code, descriptions.getOrDefault(code, code), prices.getOrDefault(code, BigDecimal.ZERO), units)));
        return products;
    }

    private static List<Customer> customers(List<Document> documents, int copies) {
        Map<String, Long> spending = new LinkedHashMap<>();
        Map<String, String> countries = new LinkedHashMap<>();
        for (Document document : documents) {
            String customer = document.customer();
            if (customer != null && document.kind() != DocumentKind.ADJUSTMENT) {
                long pence = document.kind() == DocumentKind.ORDER ? value(document) * copies : 0;
                spending.merge(customer, pence, Long::sum);
                String country = document.lines().get(0).country();
                countries.putIfAbsent(customer, country.isBlank() ? UNKNOWN_COUNTRY : country);
            }
        }
        List<Customer> customers = new ArrayList<>(spending.size());
        spending.forEach((number, pence) ->
                customers.add(new Customer(number, countries.getOrDefault(number, UNKNOWN_COUNTRY), pence)));
        return customers;
    }

    private static long value(Document order) {
        long pence = 0;
        for (TradingRow row : order.lines()) {
            pence += row.unitPrice()
                    .multiply(BigDecimal.valueOf(row.quantity()))
                    .multiply(PENCE_PER_POUND)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
        return pence;
    }
}
