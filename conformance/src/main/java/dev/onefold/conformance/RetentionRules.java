package dev.onefold.conformance;

import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.conformance.Contract.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** X: how long what is known. */
final class RetentionRules {

    static final List<Rule> ALL = List.of(
            Rule.onOneProtocol("X1", "Inside the window there is a replay", RetentionRules::inside),
            Rule.onOneProtocol("X2", "Nothing is removed before its time", RetentionRules::floor),
            Rule.onOneProtocol("X3", "After everything is gone the key is new", RetentionRules::gone),
            Rule.onOneProtocol("X4", "After its answer a request is still known", RetentionRules::tombstone),
            Rule.onOneProtocol("X5", "A time-bound key that is too old is refused", RetentionRules::timeBound),
            Rule.onOneProtocol("X6", "The window runs from the end of the work", RetentionRules::fromCompletion),
            Rule.onOneProtocol("X7", "What is in progress is never removed", RetentionRules::inProgress),
            Rule.notExecutable("X8", "Removal is bounded and harms nobody", "its cost cannot be seen from outside"),
            Rule.onOneProtocol("X9", "At the moment of expiry it is a replay or new", RetentionRules::atExpiry),
            Rule.onOneProtocol("X10", "How long an answer is kept is told", RetentionRules::advertised),
            Rule.onOneProtocol("X11", "A unique business stays unique under any key", RetentionRules::uniqueBusiness));

    private static final Duration MARGIN = Duration.ofMinutes(1);

    private RetentionRules() {}

    private static void inside(Trial trial) {
        WireRequest decline = trial.keyed(trial.plain(Operation.DECLINE), Trial.newKey());
        Reply first = trial.send(trial.create()).done();
        Reply no = trial.send(decline);
        trial.control.clockAhead(trial.contract.answerFor().minus(MARGIN));
        trial.send(trial.create()).replayOf(first);
        trial.send(1, trial.create()).replayOf(first);
        trial.send(decline).replayOf(no);
        trial.effects(1);
    }

    private static void floor(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        for (int share : List.of(4, 2)) {
            trial.control.clockAhead(trial.contract.answerFor().dividedBy(share));
            trial.control.removeExpired();
            trial.send(trial.create()).replayOf(first);
        }
        trial.control.clockAhead(trial.contract.answerFor().minus(MARGIN));
        trial.control.removeExpired();
        trial.send(trial.create()).replayOf(first);
        trial.effects(1);
    }

    private static void gone(Trial trial) {
        trial.send(trial.create()).done();
        trial.control.clockAhead(trial.contract.knownFor().plus(MARGIN));
        Reply second = trial.send(trial.create()).done();
        trial.send(trial.create()).replayOf(second);
        trial.effects(2);
    }

    private static void tombstone(Trial trial) {
        if (trial.contract.knownFor().compareTo(trial.contract.answerFor()) <= 0) {
            throw new NotOfferedException("nothing is remembered after the answer");
        }
        trial.send(trial.create()).done();
        for (Duration late : List.of(
                trial.contract.answerFor().plus(MARGIN),
                trial.contract.knownFor().minus(MARGIN))) {
            trial.control.clockAhead(late);
            trial.control.removeExpired();
            trial.send(trial.create()).refused(trial.contract.expired()).saying(false, false);
        }
        trial.send(trial.keyed(trial.plain(Operation.CREATE, Trial.newBusiness()), trial.key))
                .refused(trial.contract.mismatch());
        trial.effects(1);
    }

    private static void timeBound(Trial trial) {
        trial.needs(Feature.TIME_BOUND_KEYS, "keys are not bound to a time");
        Instant old = Instant.now().minus(trial.contract.knownFor()).minus(Duration.ofDays(1));
        trial.send(trial.keyed(trial.create(), timed(old))).refused(trial.contract.keyExpired());
        Instant future = Instant.now().plus(Duration.ofHours(1));
        trial.send(trial.keyed(trial.create(), timed(future))).refused(trial.contract.invalid());
        trial.effects(0);
        trial.send(trial.keyed(trial.create(), timed(Instant.now()))).done();
        trial.effects(1);
    }

    private static String timed(Instant at) {
        UUID random = UUID.randomUUID();
        long high = (at.toEpochMilli() << 16) | 0x7000L | (random.getMostSignificantBits() & 0xFFFL);
        return new UUID(high, random.getLeastSignificantBits()).toString();
    }

    private static void fromCompletion(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            InFlight first = trial.begin(trial.create());
            hold.awaitReached();
            trial.control.clockAhead(Duration.ofHours(1));
            hold.release();
            Reply done = trial.await(first).done();
            trial.control.clockAhead(trial.contract.answerFor().plus(Duration.ofMinutes(30)));
            trial.send(trial.create()).replayOf(done);
            trial.effects(1);
        }
    }

    private static void inProgress(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            InFlight first = trial.begin(trial.create());
            hold.awaitReached();
            trial.control.clockAhead(trial.contract.knownFor().plus(MARGIN));
            trial.control.removeExpired();
            trial.send(1, trial.create()).refused(trial.contract.inProgress());
            hold.release();
            trial.await(first).done();
            trial.effects(1);
        }
    }

    private static void atExpiry(Trial trial) {
        WireRequest request = trial.keyed(Operation.CREATE_FORGETTING);
        trial.send(request).done();
        trial.control.clockAhead(trial.contract.knownFor());
        for (Reply reply : trial.together(20, request)) {
            reply.demand(
                    reply.response().isOfClass(2)
                            || reply.status() == trial.contract.inProgress().status(),
                    "a replay, a new execution or in progress");
        }
        int effects = trial.control.effects(trial.business);
        Trial.demand(effects == 1 || effects == 2, "one effect or two; there are " + effects);
    }

    private static void advertised(Trial trial) {
        trial.needs(Feature.ADVERTISES_EXPIRY, "expiry is told in the documentation only");
        Reply first = trial.send(trial.create()).done();
        first.demand(first.has("Idempotency-Expires"), "Idempotency-Expires");
    }

    private static void uniqueBusiness(Trial trial) {
        trial.needs(Feature.UNIQUE_BUSINESS, "a business may be done more than once");
        trial.send(trial.create()).done();
        Reply second = trial.send(trial.keyed(trial.create(), Trial.newKey()));
        second.demand(second.response().isOfClass(4), "a no to the second");
        trial.effects(1);
    }
}
