package dev.onefold.shop.stock;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Goods that move together for one reason.
 *
 * @param kind why
 * @param source the order, return or adjustment that moves them
 * @param reference what the caller calls it
 * @param lines what moves; a product may occur on several lines
 */
public record StockMove(MovementKind kind, UUID source, String reference, List<StockLine> lines) {

    SortedMap<String, Long> netByCode() {
        SortedMap<String, Long> net = new TreeMap<>();
        lines.forEach(line -> net.merge(line.code(), line.delta(), Math::addExact));
        return net;
    }
}
