package dev.onefold.client;

import java.util.Optional;
import java.util.Set;

/** {@link Judge#standard()}. */
final class StandardJudge {

    private static final Set<Integer> AGAIN = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Set<Integer> TURNED_AWAY =
            Set.of(401, 403, 404, 405, 407, 411, 413, 414, 415, 417, 421, 426, 431, 451, 501, 505);
    private static final Set<Integer> SEE_OTHER = Set.of(302, 303);
    private static final int FIRST_UNASSIGNED = 520;

    private StandardJudge() {}

    static Judgement judge(Answer answer) {
        int status = answer.status();
        if (status < 300 || SEE_OTHER.contains(status)) {
            return Judgement.DONE;
        }
        String state = answer.problemMember("operation_state").orElse("");
        if (state.equals("completed")) {
            return Judgement.DONE_EARLIER;
        }
        if (state.equals("expired")) {
            return Judgement.LOST;
        }
        return retryable(answer).map(again -> told(again, status)).orElseGet(() -> byStatus(status));
    }

    private static Optional<Boolean> retryable(Answer answer) {
        return answer.problemMember("retryable")
                .or(() -> answer.field("Stripe-Should-Retry"))
                .map(Boolean::parseBoolean);
    }

    private static Judgement told(boolean again, int status) {
        if (again) {
            return Judgement.AGAIN;
        }
        Judgement usual = byStatus(status);
        return usual == Judgement.AGAIN ? Judgement.LOST : usual;
    }

    private static Judgement byStatus(int status) {
        if (AGAIN.contains(status) || status >= FIRST_UNASSIGNED) {
            return Judgement.AGAIN;
        }
        return TURNED_AWAY.contains(status) ? Judgement.TURNED_AWAY : Judgement.REFUSED;
    }
}
