package dev.onefold.client;

/**
 * How the server ends an attempt.
 *
 * @param effect whether the work is done, unless its key came before
 */
record Act(End end, boolean effect, String response) {

    enum End {
        /** The answer of the key. */
        ANSWER,
        /** Another answer, without looking at the key. */
        SAY,
        /** Closes the connection. */
        HANG_UP,
        /** Breaks the connection. */
        RESET,
        /** Sends nothing any more. */
        STALL,
        /** Sends the header and half of the body, and nothing any more. */
        STALL_IN_BODY,
        /** Sends the header and half of the body, and closes the connection. */
        HANG_UP_IN_BODY
    }

    static final Act ANSWER = new Act(End.ANSWER, true, "");
    static final Act LOSE_REQUEST = new Act(End.HANG_UP, false, "");
    static final Act LOSE_REPLY = new Act(End.HANG_UP, true, "");
    static final Act RESET = new Act(End.RESET, true, "");
    static final Act STALL = new Act(End.STALL, true, "");
    static final Act STALL_IN_BODY = new Act(End.STALL_IN_BODY, true, "");
    static final Act HANG_UP_IN_BODY = new Act(End.HANG_UP_IN_BODY, true, "");

    boolean stalls() {
        return end == End.STALL || end == End.STALL_IN_BODY;
    }

    static Act say(int status, String fields, String body) {
        return new Act(End.SAY, false, response(status, fields, body));
    }

    static Act say(int status) {
        return say(status, "", "");
    }

    static Act problem(int status, String members) {
        return say(
                status,
                "Content-Type: application/problem+json\r\n",
                "{\"type\":\"https://x/" + status + "\"," + members + "}");
    }

    static String response(int status, String fields, String body) {
        return "HTTP/1.1 " + status + " x\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
