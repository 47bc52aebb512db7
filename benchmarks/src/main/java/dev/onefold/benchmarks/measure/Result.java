package dev.onefold.benchmarks.measure;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a contest came to.
 *
 * @param samples of each way, one a round
 */
public record Result(String title, int callers, Map<String, List<Sample>> samples) {

    /** One way's figure. */
    public Spread of(String way, ToDoubleFunction<Sample> figure) {
        return Spread.of(rounds(way).stream().mapToDouble(figure));
    }

    /** One way's figure as a share of another's, taken within each round. */
    public Spread ratio(String way, String base, ToDoubleFunction<Sample> figure) {
        List<Sample> above = rounds(way);
        List<Sample> below = rounds(base);
        return Spread.of(IntStream.range(0, above.size())
                .mapToDouble(round -> figure.applyAsDouble(above.get(round)) / figure.applyAsDouble(below.get(round))));
    }

    /** The sum over all rounds of one way. */
    public double total(String way, ToDoubleFunction<Sample> figure) {
        return rounds(way).stream().mapToDouble(figure).sum();
    }

    private List<Sample> rounds(String way) {
        List<Sample> rounds = samples.get(way);
        if (rounds == null) {
            throw new IllegalArgumentException("Nobody was called " + way + " in " + title);
        }
        return rounds;
    }
}
