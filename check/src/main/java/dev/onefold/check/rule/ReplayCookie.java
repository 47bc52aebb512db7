package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;
import java.util.List;

/** Cookies on a replay. */
final class ReplayCookie implements Rule {

    private static final Card CARD = new Card(
            "replay-cookie",
            "a replay does not set the first caller's cookie again",
            Severity.CRITICAL,
            "R8, R9",
            "A session that belongs to whoever came first is handed to whoever comes later with that "
                    + "key, and lies in the store.",
            "Never store Set-Cookie.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireResponse first = trial.answer("first", trial.target().keyed(intent));
        WireResponse second = trial.decided("retry", trial.target().keyed(intent));
        List<String> cookies = first.headers("Set-Cookie");
        if (cookies.isEmpty()) {
            return Verdict.notApplicable("the first answer sets no cookie");
        }
        return second.headers("Set-Cookie").stream().anyMatch(cookies::contains)
                ? Verdict.fail("the retry got the same Set-Cookie as the first request")
                : Verdict.pass("no cookie of the first answer on the replay");
    }
}
