package dev.onefold.prover;

import dev.onefold.prover.verdict.BadUseException;

/** Numbers on the command line have a smallest and a largest value. */
final class Bounds {

    private Bounds() {}

    static int check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadUseException(option + " " + value + ": must be from " + least + " to " + most);
        }
        return value;
    }
}
