package dev.onefold.check.wire;

/**
 * What a request may take at most.
 *
 * @param connectMillis until a connection is there, TLS and the first HTTP/2 settings included
 * @param answerMillis from the first byte sent to the last byte of the answer
 * @param headerBytes size of the status line and the headers of an answer
 * @param bodyBytes size of the body of an answer
 */
public record Limits(int connectMillis, int answerMillis, int headerBytes, int bodyBytes) {

    /** 5 seconds, 30 seconds, 64 KiB, 8 MiB. */
    public static final Limits DEFAULT = new Limits(5_000, 30_000, 64 * 1024, 8 * 1024 * 1024);

    private static final int LONGEST_MILLIS = 600_000;
    private static final int LARGEST_BYTES = 64 * 1024 * 1024;

    /** Refuses what is no limit: times to 10 minutes, sizes to 64 MiB. */
    public Limits {
        require(connectMillis, LONGEST_MILLIS);
        require(answerMillis, LONGEST_MILLIS);
        require(headerBytes, LARGEST_BYTES);
        require(bodyBytes, LARGEST_BYTES);
    }

    private static void require(int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(value + " is not from 1 to " + most);
        }
    }

    /** The same with another time for the answer. */
    public Limits withAnswerMillis(int millis) {
        return new Limits(connectMillis, millis, headerBytes, bodyBytes);
    }
}
