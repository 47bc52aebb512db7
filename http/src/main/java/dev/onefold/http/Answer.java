package dev.onefold.http;

/**
 * The response to send to this request.
 *
 * @param response with the marker and the echo where they belong
 * @param origin where the response comes from
 */
public record Answer(RecordedResponse response, Origin origin) {

    /** Where an answer comes from. */
    public enum Origin {
        /**
         * The handler made it now, for this request. Whoever still holds the handler's own response sends that one with
         * this one's fields set on it: it may have header fields that are not recorded, such as {@code Set-Cookie}.
         */
        HANDLER,
        /** A record: the handler did not run. */
        RECORD,
        /** Onefold: the handler did not run, or what it did is not what the caller may be told. */
        PROBLEM
    }
}
