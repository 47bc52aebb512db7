package dev.onefold.prover.load;

/**
 * One sending of a request.
 *
 * @param trade the request
 * @param node the place of the node it goes to first
 * @param start when it leaves
 * @param reply what the client does with the first reply
 * @param patienceMicros how long a client that hangs up waits before it does
 */
record Copy(Trade trade, int node, Start start, Reply reply, long patienceMicros) {

    /** What a client does with the first reply. */
    enum Reply {
        /** It takes it. */
        TAKEN,
        /** It closes the connection, mostly before the reply comes, and asks again. */
        HUNG_UP,
        /** It loses the reply and asks again. */
        LOST
    }
}
