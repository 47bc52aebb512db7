package dev.onefold.prover.trading;

import dev.onefold.prover.verdict.BadUseException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the fields of a row into a {@link TradingRow}, or says which row and which value cannot be one. */
final class RowParser {

    static final List<String> COLUMNS = List.of(
            "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");

    static final int MAX_NAME_CHARACTERS = 64;
    static final int MAX_PRICE_DECIMALS = 4;
    static final BigDecimal MAX_PRICE_POUNDS = new BigDecimal("9999999");
    static final int MAX_QUANTITY_UNITS = 1_000_000;

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private final Map<String, Integer> positions = new HashMap<>();

    /** Reads the header: every column once, in any order, and no other. */
    RowParser(List<String> header) {
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (!COLUMNS.contains(name)) {
                throw new BadUseException("row 1: unknown column \"" + name + "\"; the columns are " + listed());
            }
            if (positions.put(name, i) != null) {
                throw new BadUseException("row 1: column \"" + name + "\" appears twice");
            }
        }
        for (String name : COLUMNS) {
            if (!positions.containsKey(name)) {
                throw new BadUseException("row 1: column \"" + name + "\" is missing; the columns are " + listed());
            }
        }
    }

    TradingRow parse(long rowNumber, List<String> fields) {
        if (fields.size() != positions.size()) {
            throw new BadUseException("row " + rowNumber + ": " + fields.size() + " fields where the header has "
                    + positions.size() + ": \"" + shortened(String.join(",", fields)) + "\"");
        }
        String customer = field(fields, "CustomerID");
        return new TradingRow(
                rowNumber,
                name(rowNumber, "InvoiceNo", fields),
                name(rowNumber, "StockCode", fields),
                field(fields, "Description"),
                quantity(rowNumber, field(fields, "Quantity")),
                dateTime(rowNumber, field(fields, "InvoiceDate")),
                price(rowNumber, field(fields, "UnitPrice")),
                customer.isEmpty() ? null : name(rowNumber, "CustomerID", fields),
                field(fields, "Country"));
    }

    private String field(List<String> fields, String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw new IllegalStateException("no column " + column);
        }
        return fields.get(position);
    }

    private String name(long rowNumber, String column, List<String> fields) {
        String value = field(fields, column);
        if (value.isBlank()) {
            throw bad(rowNumber, column, value, "is empty");
        }
        if (value.length() > MAX_NAME_CHARACTERS) {
            throw bad(rowNumber, column, value, "is longer than " + MAX_NAME_CHARACTERS + " characters");
        }
        return value;
    }

    private static int quantity(long rowNumber, String value) {
        try {
            int quantity = Integer.parseInt(value);
            if (Math.abs((long) quantity) > MAX_QUANTITY_UNITS) {
                throw bad(rowNumber, "Quantity", value, "is beyond " + MAX_QUANTITY_UNITS);
            }
            return quantity;
        } catch (NumberFormatException e) {
            throw bad(rowNumber, "Quantity", value, "is not a whole number");
        }
    }

    private static LocalDateTime dateTime(long rowNumber, String value) {
        try {
            return LocalDateTime.parse(value, DATE_TIME);
        } catch (DateTimeParseException e) {
            throw bad(rowNumber, "InvoiceDate", value, "is not a time like 2010-12-01 08:26:00");
        }
    }

    private static BigDecimal price(long rowNumber, String value) {
        // a plain decimal only: 1e400000000 is legal for BigDecimal and costs gigabytes later
        if (!value.matches("-?\\d{1,10}(\\.\\d{1,9})?")) {
            throw bad(rowNumber, "UnitPrice", value, "is not a price like 2.55");
        }
        BigDecimal price = new BigDecimal(value);
        if (price.stripTrailingZeros().scale() > MAX_PRICE_DECIMALS) {
            throw bad(rowNumber, "UnitPrice", value, "has more than " + MAX_PRICE_DECIMALS + " decimals");
        }
        if (price.abs().compareTo(MAX_PRICE_POUNDS) > 0) {
            throw bad(rowNumber, "UnitPrice", value, "is beyond " + MAX_PRICE_POUNDS.toPlainString() + " pounds");
        }
        return price;
    }

    private static BadUseException bad(long rowNumber, String column, String value, String problem) {
        return new BadUseException("row " + rowNumber + ": " + column + " \"" + shortened(value) + "\" " + problem);
    }

    private static String listed() {
        return String.join(",", COLUMNS);
    }

    private static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 77) + "...";
    }
}
