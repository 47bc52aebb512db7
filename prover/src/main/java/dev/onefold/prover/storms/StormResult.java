package dev.onefold.prover.storms;

import dev.onefold.prover.verdict.Violation;
import java.util.List;
import java.util.Map;

/**
 * What came of one storm on one target.
 *
 * @param requests how many were sent, every copy and every retry
 * @param duplicates how many of them beyond the first of each call
 * @param overlapping how many were sent while another one of the same race was out
 * @param wanted how many effects the calls must have come to
 * @param effects how many there are, by SQL
 * @param outcomes answers by what they said
 * @param killsPlanned how many nodes were to be killed
 * @param kills how many were killed with requests out to them
 * @param pauses how many were paused while they held something
 * @param violations everything that is wrong
 * @param damage what the tables show, in a few words
 */
public record StormResult(
        long requests,
        long duplicates,
        long overlapping,
        long wanted,
        long effects,
        Map<Kind, Long> outcomes,
        int killsPlanned,
        int kills,
        int pauses,
        List<Violation> violations,
        String damage) {

    /** Copies the map and the list. */
    public StormResult {
        outcomes = Map.copyOf(outcomes);
        violations = List.copyOf(violations);
    }
}
