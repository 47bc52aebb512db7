package dev.onefold.prover.load;

import java.util.List;

/**
 * What was sent and what came back.
 *
 * @param requests trading requests sent, every copy and every retry
 * @param duplicates those beyond the first of each key
 * @param overlapping those sent while another one of the same key was out
 * @param applied answers that say: executed just now
 * @param replayed answers that say: executed before, here is that answer
 * @param inProgress answers that say: another copy is being executed
 * @param refused keys with a business "no"
 * @param unanswered connections that failed or broke, and time-outs
 * @param thrownAway replies lost on purpose
 * @param unavailable answers with status 503
 * @param serverErrors answers with another status from 500 on
 * @param inFlightAtKills for each kill that hit a request: how many requests were out to that node
 */
public record LoadFigures(
        long requests,
        long duplicates,
        long overlapping,
        long applied,
        long replayed,
        long inProgress,
        long refused,
        long unanswered,
        long thrownAway,
        long unavailable,
        long serverErrors,
        List<Integer> inFlightAtKills) {

    /** Copies the list. */
    public LoadFigures {
        inFlightAtKills = List.copyOf(inFlightAtKills);
    }

    /** Kills that hit a request in flight. */
    public int kills() {
        return inFlightAtKills.size();
    }
}
