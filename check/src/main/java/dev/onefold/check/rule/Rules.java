package dev.onefold.check.rule;

import dev.onefold.check.wire.Protocol;
import java.util.List;

/** All rules, in the order in which they are examined. */
public final class Rules {

    private static final List<Rule> ALL = List.of(
            new KeyRequired(),
            new KeyEmpty(),
            new KeyMalformed(),
            new KeyTooLong(),
            new KeyQuoted(),
            new ReplayEffect(),
            new AnsweredBeforeEffect(),
            new ReplayStatus(),
            new ReplayBody(),
            new ReplayHeaders(),
            new ReplayCookie(),
            new ReplayMarker(),
            new OtherBody(),
            new OtherQuery(),
            new OtherPath(),
            new OtherPrincipal(),
            new SameBodyNewKey(),
            new ReorderedJson(),
            new Gzip(),
            new VolatileHeaders(),
            new Concurrent(Protocol.HTTP_1_1),
            new Concurrent(Protocol.HTTP_2),
            new RetryWhileRunning(),
            new GoneHalfway(),
            new GoneBeforeAnswer(),
            new ErrorFrozen(),
            new EffectBeforeError(),
            new InvalidThenValid(),
            new ExpiredKey(),
            new PutRepeated(),
            new DeleteRepeated());

    private Rules() {}

    /** Every rule but {@link KeyAccepted}, which opens a target. */
    public static List<Rule> all() {
        return ALL;
    }
}
