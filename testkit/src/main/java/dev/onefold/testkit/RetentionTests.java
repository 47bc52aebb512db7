package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Call;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Expired;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Replayed;
import dev.onefold.TransactionalOperation;
import dev.onefold.store.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a repeat is recognised, by the store's clock. */
abstract class RetentionTests<C> extends TransactionalGroup<C> {

    private static final Duration BEFORE = Duration.ofMinutes(50);
    private static final Duration PAST = Duration.ofMinutes(20);

    private final TransactionalOperation<String> brief =
            pay.with(new Retention(Duration.ofHours(1), Duration.ofHours(2)));

    RetentionTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    @Test
    void keeps_the_answer_while_it_lasts() throws Exception {
        engine().execute(brief, call, paying("paid"));

        contract.advance(BEFORE);

        assertThat(anotherEngine().execute(brief, call, never())).isInstanceOf(Replayed.class);
        assertEffects(1);
    }

    @Test
    void that_is_over_for_the_answer_leaves_the_fact() throws Exception {
        engine().execute(brief, call, paying("paid"));
        Instant first = ((Replayed<String>) engine().execute(brief, call, never())).firstAt();

        contract.advance(BEFORE.plus(PAST).plus(contract.keepsLongerBy()));

        assertThat(engine().execute(brief, call, never())).isEqualTo(new Expired<>(first));
        assertThat(anotherEngine().execute(brief, call, never())).isEqualTo(new Expired<>(first));
        assertThat(anotherEngine().execute(brief, Call.of(SCOPE, key, OTHER_CONTENT), never()))
                .isEqualTo(new Mismatch<>("content"));
        assertEffects(1);
    }

    @Test
    void that_is_over_for_the_fact_too_makes_the_key_new() throws Exception {
        engine().execute(brief, call, paying("first"));

        contract.advance(BEFORE.plus(PAST).multipliedBy(2).plus(contract.keepsLongerBy()));

        assertThat(contract.store().find(List.of(call.id()))).containsExactly(new Sighting.Absent());
        assertThat(engine().execute(brief, call, paying("second"))).isEqualTo(new Applied<>("second"));
        Outcome<String> replay = anotherEngine().execute(brief, call, never());
        assertThat(((Replayed<String>) replay).value()).isEqualTo("second");
        assertEffects(2);
    }

    @Test
    void is_not_prolonged_by_replays() throws Exception {
        engine().execute(brief, call, paying("paid"));

        contract.advance(BEFORE);
        engine().execute(brief, call, never());
        contract.advance(PAST.plus(contract.keepsLongerBy()));

        assertThat(engine().execute(brief, call, never())).isInstanceOf(Expired.class);
    }

    @Test
    void of_one_record_says_nothing_about_another() throws Exception {
        TransactionalOperation<String> lasting = brief.with(new Retention(Duration.ofDays(300), Duration.ofDays(400)));
        Call other = Call.of(SCOPE, unique("key"), CONTENT);
        engine().execute(brief, call, paying("paid"));
        anotherEngine().execute(lasting, other, paying("paid"));

        contract.advance(Duration.ofDays(299));

        assertThat(anotherEngine().execute(lasting, other, never())).isInstanceOf(Replayed.class);
        assertEffects(2);
    }
}
