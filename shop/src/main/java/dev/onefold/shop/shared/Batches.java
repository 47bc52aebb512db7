package dev.onefold.shop.shared;

import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Housekeeping in small transactions. */
public final class Batches {

    private static final Logger log = LoggerFactory.getLogger(Batches.class);

    private static final int BATCH = 1_000;

    /** As much as one sweep does; what is left is the next one's. */
    private static final int MOST_BATCHES = 100;

    private Batches() {}

    /**
     * Does the work until there is less of it than fits a batch, in 100 batches of 1,000 at most. A batch that fails is
     * logged, and left to the next sweep.
     *
     * @param what what is done, for the log
     * @param work does as much as it is told at most, and returns how much it did
     * @return how much was done
     */
    public static long untilShort(String what, IntUnaryOperator work) {
        long done = 0;
        try {
            for (int batch = 0; batch < MOST_BATCHES; batch++) {
                int now = work.applyAsInt(BATCH);
                done += now;
                if (now < BATCH) {
                    break;
                }
            }
        } catch (RuntimeException failure) {
            log.warn("The {} could not be done now; the next sweep tries again", what, failure);
        }
        log.debug("{}: {}", what, done);
        return done;
    }
}
