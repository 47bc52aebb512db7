package dev.onefold.prover.trading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The products of the made-up day: demand falls with rank, so that a few are hot and most are rarely sold. */
final class GoodsRange {

    static final int PRODUCTS = 600;

    private static final String[] ADJECTIVES = {"BLUE", "RED", "TIN", "PAPER", "GLASS", "WOODEN", "TINY", "STRIPED"};
    private static final String[] THINGS = {"LANTERN", "TEAPOT", "BUNTING", "NOTEBOOK", "CANDLE", "BASKET", "CLOCK"};

    private final List<Goods> goods = new ArrayList<>();
    private final double[] cumulativeDemand = new double[PRODUCTS];

    GoodsRange(Random random) {
        double demand = 0;
        for (int rank = 0; rank < PRODUCTS; rank++) {
            goods.add(product(rank, random));
            demand += 1.0 / (rank + 8);
            cumulativeDemand[rank] = demand;
        }
    }

    Goods pick(Random random) {
        double drawn = random.nextDouble() * cumulativeDemand[PRODUCTS - 1];
        int rank = java.util.Arrays.binarySearch(cumulativeDemand, drawn);
        return goods.get(Math.min(PRODUCTS - 1, rank < 0 ? -rank - 1 : rank));
    }

    Goods upperCase() {
        return goods.get(PRODUCTS - 2);
    }

    Goods lowerCase() {
        return goods.get(PRODUCTS - 1);
    }

    Goods cheapest() {
        return goods.get(PRODUCTS - 3);
    }

    private static Goods product(int rank, Random random) {
        String description =
                ADJECTIVES[random.nextInt(ADJECTIVES.length)] + " " + THINGS[random.nextInt(THINGS.length)];
        return new Goods(code(rank), description, BigDecimal.valueOf(19 + random.nextInt(1_500), 2));
    }

    private static String code(int rank) {
        return switch (rank) {
            case PRODUCTS - 2 -> "15056BL";
            case PRODUCTS - 1 -> "15056bl";
            default -> Integer.toString(20_000 + rank * 7);
        };
    }
}
