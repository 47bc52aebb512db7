package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.LeasedOperation;
import dev.onefold.LeasedWork;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Doubt;
import dev.onefold.Operation.LeasePolicy;
import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** A part of the leased contract. */
abstract class LeasedGroup extends ContractGroup {

    static final Duration LENGTH = Duration.ofSeconds(60);
    static final Duration RENEW_EVERY = Duration.ofSeconds(20);

    /** Longer than a lease, and than what a running clock adds to it. */
    static final Duration PAST = Duration.ofSeconds(61);

    final LeasedStoreContract contract;
    final LeasedOperation<String> charge =
            Operation.leased(unique("charge"), Codec.text()).with(new LeasePolicy(LENGTH, RENEW_EVERY, Doubt.ASK));
    final LeasedOperation<String> repeatable = charge.with(new LeasePolicy(LENGTH, RENEW_EVERY, Doubt.RUN_AGAIN));

    /** Where the effects of leased work happen: elsewhere. */
    final AtomicInteger effects = new AtomicInteger();

    LeasedGroup(LeasedStoreContract contract) {
        this.contract = contract;
    }

    static LeaseRequest asking(RecordId id, String owner) {
        return new LeaseRequest(id, owner, "charge", CONTENT, LENGTH, false);
    }

    static LeaseRequest takingOver(RecordId id, String owner) {
        return new LeaseRequest(id, owner, "charge", CONTENT, LENGTH, true);
    }

    static Lease granted(Acquired acquired) {
        assertThat(acquired).isInstanceOf(Acquired.Granted.class);
        return ((Acquired.Granted) acquired).lease();
    }

    static void assertHeld(@Nullable Sighting sighting) {
        assertThat(sighting).isInstanceOf(Sighting.Held.class);
    }

    static void assertHeld(Acquired acquired) {
        assertThat(acquired).isInstanceOf(Acquired.Seen.class);
        assertHeld(((Acquired.Seen) acquired).sighting());
    }

    /** A lease that nobody else has. */
    Lease acquired(LeaseRequest request) {
        return granted(contract.store().acquire(request));
    }

    Sighting found() {
        Sighting here = contract.store().find(id);
        Sighting there = contract.anotherStore().find(id);
        assertThat(here).hasSameClassAs(there);
        assertThat(contract.store().find(List.of(id)).get(0))
                .as("looked for with others")
                .hasSameClassAs(here);
        return there;
    }

    static Sighting.InDoubt inDoubt() {
        return new Sighting.InDoubt("charge", CONTENT);
    }

    static NewRecord finished(RecordId id, String answer, Fingerprint fingerprint) {
        return new NewRecord(id, "charge", fingerprint, Verdict.APPLIED, "", Content.text(answer), LONG, LONG);
    }

    NewRecord finished(String answer) {
        return finished(id, answer, CONTENT);
    }

    /** The answer that is stored now. */
    String answer() {
        assertThat(found()).isInstanceOf(Sighting.Finished.class);
        var content = ((Sighting.Finished) found()).content();
        assertThat(content).isNotNull();
        return content == null ? "" : content.text();
    }

    Onefold<?> engine() {
        return engine(contract.store());
    }

    Onefold<?> anotherEngine() {
        return engine(contract.anotherStore());
    }

    /** An engine that renews nothing by itself and never waits long for a step's next try. */
    Onefold<?> engine(LeasedStore store) {
        return engine(builder(store));
    }

    static Onefold.Builder<Object> builder(LeasedStore store) {
        return Onefold.builder().leased(store).time(ManualTime.jumping()).renewals(new ManualScheduler());
    }

    LeasedWork<String, RuntimeException> charging(String answer) {
        return attempt -> {
            effects.incrementAndGet();
            return answer;
        };
    }

    static LeasedWork<String, RuntimeException> never() {
        return attempt -> Assertions.fail("The work was run");
    }
}
