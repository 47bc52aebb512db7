package dev.onefold.client;

/** Reads answers. The standard one fits servers that follow the IETF draft, and those of Onefold and Stripe to the letter. */
@FunctionalInterface
public interface Judge {

    /** What the answer tells. Called by many threads. */
    Judgement judge(Answer answer);

    /**
     * By the problem's members where there are some, else by the status.
     *
     * <ul>
     *   <li>{@code operation_state} {@code completed} in an error: done earlier; {@code expired}: lost.
     *   <li>{@code retryable} true, or {@code Stripe-Should-Retry: true}: again. False forbids it: a 5xx is lost then.
     *   <li>2xx, 302, 303: done.
     *   <li>408, 425, 429, 500, 502, 503, 504 and 520 to 599: again.
     *   <li>401, 403, 404, 405, 407, 411, 413, 414, 415, 417, 421, 426, 431, 451, 501, 505: turned away.
     *   <li>the rest, 400, 402, 409, 410, 412, 422 and 428 among them: refused.
     * </ul>
     */
    static Judge standard() {
        return StandardJudge::judge;
    }
}
