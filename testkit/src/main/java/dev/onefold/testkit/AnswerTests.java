package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.Work;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One effect, one answer: duplicates one after the other. */
abstract class AnswerTests<C> extends TransactionalGroup<C> {

    AnswerTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    @Test
    void is_given_again_to_every_repeat_by_every_process() throws Exception {
        Requests<C> engine = engine();
        assertThat(engine.execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));

        Outcome<String> here = engine.execute(pay, call, never());
        Outcome<String> there = anotherEngine().execute(pay, call, never());

        assertThat(here).isInstanceOf(Replayed.class).isEqualTo(there);
        assertThat(((Replayed<String>) here).value()).isEqualTo("paid");
        assertEffects(1);
    }

    @Test
    void is_replayed_byte_for_byte() throws Exception {
        byte[] bytes = new byte[10_000];
        new Random(2).nextBytes(bytes);
        TransactionalOperation<Content> export = Operation.transactional(unique("export"), Codec.content());
        List<Content> answers = List.of(
                Content.of("application/pdf", bytes),
                Content.of("application/json", new byte[0]),
                Content.text("{\"b\" : 1.10,\n \"a\":1e2}\r\n"));

        for (Content answer : answers) {
            Call once = Call.of(SCOPE, unique("key"), CONTENT);
            engine().execute(export, once, resource -> answer);
            Outcome<Content> replay = anotherEngine().execute(export, once, resource -> Content.text("again"));

            assertThat(replay).isInstanceOf(Replayed.class);
            assertThat(((Replayed<Content>) replay).value()).isEqualTo(answer);
        }
    }

    @Test
    void belongs_to_one_operation_and_one_content() throws Exception {
        TransactionalOperation<String> refund = Operation.transactional(unique("refund"), Codec.text());
        Call changed = Call.of(SCOPE, key, OTHER_CONTENT);
        engine().execute(pay, call, paying("paid"));

        assertThat(engine().execute(pay, changed, never())).isEqualTo(new Mismatch<>("content"));
        assertThat(anotherEngine().execute(pay, changed, never())).isEqualTo(new Mismatch<>("content"));
        assertThat(anotherEngine().execute(refund, call, never())).isEqualTo(new Mismatch<>("operation"));

        assertThat(engine().execute(pay, call, never())).isInstanceOf(Replayed.class);
        assertEffects(1);
    }

    @Test
    void belongs_to_one_scope() throws Exception {
        Requests<C> engine = engine();
        List<Scope> scopes = List.of(
                new Scope("tenant", "customer"),
                new Scope("tenant", "another"),
                new Scope("another", "customer"),
                new Scope("", "customer"),
                new Scope("tenantc", "ustomer"));

        for (Scope scope : scopes) {
            String own = "for " + scope;
            assertThat(engine.execute(pay, Call.of(scope, key, CONTENT), paying(own)))
                    .isEqualTo(new Applied<>(own));
        }

        for (Scope scope : scopes) {
            Outcome<String> replay = anotherEngine().execute(pay, Call.of(scope, key, CONTENT), never());
            assertThat(((Replayed<String>) replay).value()).isEqualTo("for " + scope);
        }
        assertEffects(scopes.size());
    }

    @Test
    void that_work_did_not_reach_leaves_nothing_and_the_key_is_free() throws Exception {
        Requests<C> engine = engine();
        List<Throwable> failures = List.of(
                new IllegalStateException("unchecked"), new IOException("checked"), new AssertionError("error"));

        for (Throwable failure : failures) {
            assertThatThrownBy(() -> engine.execute(pay, call, failing(failure)))
                    .isSameAs(failure);
            assertEffects(0);
        }

        assertThat(anotherEngine().execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));
        assertEffects(1);
    }

    @Test
    void that_cannot_be_encoded_leaves_nothing_and_the_key_is_free() throws Exception {
        TransactionalOperation<String> broken =
                Operation.transactional(pay.name(), new BrokenCodec(new IllegalStateException("encode"), null));

        assertThatThrownBy(() -> engine().execute(broken, call, paying("paid"))).hasStackTraceContaining("encode");

        assertEffects(0);
        assertThat(anotherEngine().execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));
        assertEffects(1);
    }

    @Test
    void that_cannot_be_decoded_is_never_a_reason_to_run_again() throws Exception {
        TransactionalOperation<String> broken =
                Operation.transactional(pay.name(), new BrokenCodec(null, new IllegalStateException("decode")));
        Requests<C> engine = engine();
        engine.execute(broken, call, paying("paid"));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> engine.execute(broken, call, never())).hasStackTraceContaining("decode");
        }

        Outcome<String> replay = anotherEngine().execute(pay, call, never());
        assertThat(((Replayed<String>) replay).value()).isEqualTo("paid");
        assertEffects(1);
    }

    private Work<C, String, Exception> failing(Throwable failure) {
        return resource -> {
            contract.write(resource, effect);
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        };
    }
}
