package dev.onefold;

/**
 * How common repeats were among the latest requests. A first request claims at once; in a storm of repeats it is cheaper to
 * look first, without a transaction. Either way is right: this is a guess, and threads that race lose an observation.
 */
final class Repeats {

    private static final int ALL = 1 << 16;
    private static final int REMEMBERED = 16;

    private volatile int share;

    boolean areCommon() {
        return share > ALL / 2;
    }

    void note(boolean repeat) {
        int before = share;
        int after = before + ((repeat ? ALL : 0) - before) / REMEMBERED;
        if (after != before) {
            share = after;
        }
    }
}
