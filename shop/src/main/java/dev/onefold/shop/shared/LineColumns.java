package dev.onefold.shop.shared;

import java.util.List;
import java.util.Map;

/** Lines turned into columns, so that a statement takes any number of them as a fixed number of arrays ({@code unnest}). */
public final class LineColumns {

    private LineColumns() {}

    /**
     * The columns of these lines, in their order. Prices are text, since the driver has no array of decimals.
     *
     * @param lines the lines
     * @return the named parameters {@code codes}, {@code quantities}, {@code prices} and {@code values}
     */
    public static Map<String, Object> of(List<PricedLine> lines) {
        return Map.of(
                "codes", lines.stream().map(PricedLine::code).toArray(String[]::new),
                "quantities", lines.stream().map(PricedLine::quantity).toArray(Long[]::new),
                "prices",
                        lines.stream()
                                .map(line -> line.unitPrice().toPlainString())
                                .toArray(String[]::new),
                "values", lines.stream().map(PricedLine::valueMinor).toArray(Long[]::new));
    }
}
