package dev.onefold.check.load;

import dev.onefold.check.subject.UnusableException;

/**
 * How much load, and of what shape.
 *
 * @param keys how many intents, from 1 to 100,000
 * @param copies how many requests for each of them on average, from 1 to 1,000; at most 1,000,000 in all
 * @param concurrency how many callers at once, each with a connection of its own, from 1 to 256
 * @param zipf how uneven the copies are spread: 0 for the same number each, 1 for the usual few hot keys, at most 3
 */
public record LoadPlan(int keys, int copies, int concurrency, double zipf) {

    private static final int MOST_REQUESTS = 1_000_000;

    /** Refuses what is out of bounds. */
    public LoadPlan {
        require("--keys", keys, 1, 100_000);
        require("--copies", copies, 1, 1_000);
        require("--concurrency", concurrency, 1, 256);
        if (!(zipf >= 0 && zipf <= 3)) {
            throw new UnusableException("--zipf " + zipf + ": must be from 0 to 3");
        }
        if ((long) keys * copies > MOST_REQUESTS) {
            throw new UnusableException(
                    "--keys " + keys + " --copies " + copies + ": more than " + MOST_REQUESTS + " requests");
        }
    }

    private static void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UnusableException(option + " " + value + ": must be from " + least + " to " + most);
        }
    }

    /** How many requests in all. */
    public int requests() {
        return keys * copies;
    }
}
