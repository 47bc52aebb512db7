package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome.Kind;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What has become of a request, asked by its key alone. */
class ReadTest {

    private static final Call CALL = Call.of(new Scope("", "caller"), "key", Fingerprint.ofText("content"));
    private static final TransactionalOperation<String> PAY = Operation.transactional("pay", Codec.text());
    private static final LeasedOperation<String> SHIP = Operation.leased("ship", Codec.text());

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = THEN;
    private final Onefold<InMemoryStore.Effects> onefold = Onefold.on(new InMemoryStore(() -> now, 100));

    @AfterEach
    void close() {
        onefold.close();
    }

    private Optional<Outcome<String>> read() {
        return onefold.read(CALL.id(), Codec.text());
    }

    @Test
    void of_a_key_that_was_never_used_is_nothing() {
        assertThat(read()).isEmpty();
    }

    @Test
    void tells_the_answer_and_when_it_was_given() {
        onefold.execute(PAY, CALL, effects -> "paid");
        assertThat(read()).contains(new Outcome.Replayed<>("paid", THEN));
    }

    @Test
    void tells_a_no() {
        Rejection no = Rejection.of("closed", "The account is closed");
        onefold.decide(PAY, CALL, effects -> new Decision.Reject<>(no));
        assertThat(read()).contains(new Outcome.Rejected<>(no, Memory.REPLAYED));
    }

    @Test
    void tells_of_a_transaction_that_is_still_open() {
        onefold.execute(PAY, CALL, effects -> {
            assertThat(read().map(Outcome::kind)).contains(Kind.IN_PROGRESS);
            return "paid";
        });
    }

    @Test
    void tells_of_a_lease_and_of_one_that_ended_in_doubt() {
        LeasedRun<String> run = onefold.start(SHIP, CALL);
        assertThat(read().map(Outcome::kind)).contains(Kind.IN_PROGRESS);
        run.fail(new IllegalStateException("the carrier did not answer"));
        assertThat(read().map(Outcome::kind)).contains(Kind.UNKNOWN);
    }

    @Test
    void tells_that_it_happened_once_the_answer_is_gone_and_then_nothing() {
        onefold.execute(PAY, CALL, effects -> "paid");
        now = THEN.plus(Duration.ofDays(2));
        assertThat(read()).contains(new Outcome.Expired<>(THEN));
        now = THEN.plus(Duration.ofDays(31));
        assertThat(read()).isEmpty();
    }
}
