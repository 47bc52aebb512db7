package dev.onefold.prover.storms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * More is reserved than there is, in lines of opposite order and in two lines of one product, each reservation several times;
 * in every other round all is given back, several times.
 */
final class OptimisticLockStorm implements Storm {

    private static final int RESERVATIONS = 9;

    @Override
    public void round(Ring ring) {
        int units = ring.from(3, 6);
        String first = ring.product("x1", units);
        String second = ring.product("x2", 1_000);
        int shape = ring.from(1, 3);
        List<Contender> race = new ArrayList<>();
        List<Contender> releases = new ArrayList<>();
        for (int number = 1; number <= RESERVATIONS; number++) {
            String reference = ring.name("r" + number);
            List<Map<String, Object>> lines = new ArrayList<>(lines(shape, first, second));
            if (number % 2 == 0) {
                Collections.reverse(lines);
            }
            race.add(Contender.of(
                    Call.post(
                            "/api/stock/reservations",
                            Map.of("reference", reference, "lines", lines, "ttlSeconds", 600)),
                    2));
            releases.add(Contender.of(Call.delete("/api/stock/reservations/" + reference), 2));
        }
        ring.race(race);
        ring.wants(shape == 3 ? units / 2 : units);
        if (ring.from(0, 1) == 1) {
            ring.race(releases);
        }
    }

    private static List<Map<String, Object>> lines(int shape, String first, String second) {
        return switch (shape) {
            case 1 -> List.of(Ring.line(first, 1));
            case 2 -> List.of(Ring.line(first, 1), Ring.line(second, 2));
            default -> List.of(Ring.line(first, 1), Ring.line(first, 1));
        };
    }
}
