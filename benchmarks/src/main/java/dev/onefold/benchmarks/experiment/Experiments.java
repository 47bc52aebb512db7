package dev.onefold.benchmarks.experiment;

import java.util.List;

/** All experiments, in the order in which they are run and reported. */
public final class Experiments {

    private static final List<Experiment> ALL = List.of(
            new Modes(),
            new Replays(),
            new KeyStorm(),
            new HotRow(),
            new Parts(),
            new RedisParts(),
            new ZooKeeperParts(),
            new PlaceOrder(),
            new RecordCounts(),
            new Expiry(),
            new MariaDb(),
            new Engine());

    private Experiments() {}

    public static List<Experiment> all() {
        return ALL;
    }
}
