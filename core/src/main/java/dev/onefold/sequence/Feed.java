package dev.onefold.sequence;

import dev.onefold.Codec;

/**
 * A kind of numbered messages, declared once. Each source has numbers of its own in each feed.
 *
 * @param name unique in the application, 1 to 100 characters
 * @param mode which numbers are accepted
 * @param codec turns answers into stored bytes and back
 * @param answers how many numbers at and below the low-water mark keep their answer, so that a repeat gets it; 0 to
 *     10,000, 100 by default. A repeat of an older number has no second effect, and no answer but that
 * @param reach how far above the low-water mark a number may lie in {@link Mode#UNIQUE}; 1 to 1,000,000, 10,000 by
 *     default. A number further up moves the mark, over what is missing: the sliding window of RFC 4303, 3.4.3. No more
 *     than {@code answers + reach} numbers are remembered of a source one by one
 * @param <T> what the work of a message answers
 */
public record Feed<T>(String name, Mode mode, Codec<T> codec, int answers, int reach) {

    private static final int MOST_ANSWERS = 10_000;
    private static final int MOST_REACH = 1_000_000;

    /** Which numbers are accepted. */
    public enum Mode {

        /** Every number once, in any order. */
        UNIQUE,

        /** Only a number above all before it. A lower one that never came is told to be stale, and not done. */
        MONOTONIC,

        /**
         * Only the next number, from 1 on. A higher one is rejected, naming the missing one, and nothing of it is kept:
         * the source sends it again once the gap is closed.
         */
        GAPLESS
    }

    public Feed {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("A feed's name has 1 to 100 characters, not: '" + name + "'");
        }
        if (answers < 0 || answers > MOST_ANSWERS) {
            throw new IllegalArgumentException("A feed keeps 0 to " + MOST_ANSWERS + " answers, not " + answers);
        }
        if (reach < 1 || reach > MOST_REACH) {
            throw new IllegalArgumentException("A feed reaches 1 to " + MOST_REACH + " numbers, not " + reach);
        }
    }

    public static <T> Feed<T> unique(String name, Codec<T> codec) {
        return of(name, Mode.UNIQUE, codec);
    }

    public static <T> Feed<T> monotonic(String name, Codec<T> codec) {
        return of(name, Mode.MONOTONIC, codec);
    }

    public static <T> Feed<T> gapless(String name, Codec<T> codec) {
        return of(name, Mode.GAPLESS, codec);
    }

    private static <T> Feed<T> of(String name, Mode mode, Codec<T> codec) {
        return new Feed<>(name, mode, codec, 100, 10_000);
    }

    /** This feed, keeping another number of answers. */
    public Feed<T> answers(int other) {
        return new Feed<>(name, mode, codec, other, reach);
    }

    /** This feed, reaching another number of numbers above the mark. */
    public Feed<T> reach(int other) {
        return new Feed<>(name, mode, codec, answers, other);
    }
}
