package dev.onefold.http;

/** What a request's {@code Idempotency-Key} header says. */
public sealed interface KeyHeader {

    /** The header's usual name. */
    String NAME = "Idempotency-Key";

    /**
     * One key.
     *
     * @param key decoded, case-sensitive
     * @param received the field value as it came, for {@linkplain Answers the echo}
     */
    record Valid(String key, String received) implements KeyHeader {

        /** Tells the length only: keys do not belong in logs. */
        @Override
        public String toString() {
            return "Valid[" + key.length() + " characters]";
        }
    }

    /** The request has no such field line. An empty line is not missing but invalid. */
    record Missing() implements KeyHeader {}

    /**
     * Something that is not one key.
     *
     * @param reason a sentence for the caller, which never repeats what was sent
     */
    record Invalid(String reason) implements KeyHeader {}
}
