package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Call;
import dev.onefold.Decision;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.Work;
import org.junit.jupiter.api.Test;

/** What becomes of the effects and the key when the work says no. */
abstract class DecisionTests<C> extends TransactionalGroup<C> {

    private static final Rejection SHORT = Rejection.of("insufficient-funds", "3,50 € missing");

    DecisionTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    @Test
    void by_a_throw_has_no_effect_and_is_remembered() throws Exception {
        Requests<C> engine = engine();

        assertThat(engine.execute(pay, call, rejecting())).isEqualTo(new Rejected<>(SHORT, Memory.REMEMBERED));

        assertEffects(0);
        assertRememberedBy(engine);
        assertEffects(0);
    }

    @Test
    void by_a_decision_has_no_effect_and_is_remembered() throws Exception {
        Requests<C> engine = engine();

        assertThat(engine.decide(pay, call, deciding(new Decision.Reject<>(SHORT))))
                .isEqualTo(new Rejected<>(SHORT, Memory.REMEMBERED));

        assertEffects(0);
        assertRememberedBy(engine);
        assertEffects(0);
    }

    @Test
    void but_declines_keeps_its_effects_and_is_remembered() throws Exception {
        Requests<C> engine = engine();

        assertThat(engine.decide(pay, call, deciding(new Decision.Decline<>(SHORT))))
                .isEqualTo(new Rejected<>(SHORT, Memory.REMEMBERED));

        assertEffects(1);
        assertRememberedBy(engine);
        assertEffects(1);
    }

    @Test
    void and_discards_has_no_effect_and_leaves_the_key_free() throws Exception {
        Requests<C> engine = engine();

        for (int i = 0; i < 2; i++) {
            assertThat(engine.decide(pay, call, deciding(new Decision.Discard<>(SHORT))))
                    .isEqualTo(new Rejected<>(SHORT, Memory.FORGOTTEN));
            assertEffects(0);
        }

        Call corrected = Call.of(SCOPE, key, OTHER_CONTENT);
        assertThat(anotherEngine().execute(pay, corrected, paying("paid"))).isEqualTo(new Applied<>("paid"));
        assertEffects(1);
    }

    @Test
    void is_bound_to_its_content_as_a_yes_is() throws Exception {
        engine().execute(pay, call, rejecting());

        assertThat(anotherEngine().execute(pay, Call.of(SCOPE, key, OTHER_CONTENT), never()))
                .isEqualTo(new Mismatch<>("content"));
    }

    private void assertRememberedBy(Requests<C> engine) throws Exception {
        assertThat(engine.execute(pay, call, never())).isEqualTo(new Rejected<>(SHORT, Memory.REPLAYED));
        assertThat(anotherEngine().execute(pay, call, never())).isEqualTo(new Rejected<>(SHORT, Memory.REPLAYED));
    }

    private Work<C, String, Exception> rejecting() {
        return resource -> {
            contract.write(resource, effect);
            throw new RejectedException(SHORT);
        };
    }

    private Work<C, Decision<String>, Exception> deciding(Decision<String> decision) {
        return resource -> {
            contract.write(resource, effect);
            return decision;
        };
    }
}
