package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome.Kind;
import dev.onefold.TransactionalOperation;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import dev.onefold.testkit.RecordingListener.Event.Answered;
import dev.onefold.testkit.RecordingListener.Event.Failed;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {

    private final RecordingListener listener = new RecordingListener();
    private final TransactionalOperation<String> pay = Operation.transactional("pay", Codec.text());
    private final Call call = Call.of(ContractGroup.SCOPE, "key", ContractGroup.CONTENT);

    @Test
    void keepsWhatAnEngineTells() {
        IllegalStateException failure = new IllegalStateException("failed");
        try (Onefold<Effects> engine = Onefold.<Effects>builder()
                .transactional(new InMemoryStore())
                .listener(listener)
                .build()) {
            assertThatThrownBy(() -> engine.execute(pay, call, resource -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            engine.execute(pay, call, resource -> "paid");
            engine.execute(pay, call, resource -> "paid again");
        }

        assertThat(listener.events())
                .containsExactly(
                        new Failed("pay", call.id(), failure),
                        new Answered("pay", call.id(), Kind.APPLIED),
                        new Answered("pay", call.id(), Kind.REPLAYED));
        assertThat(listener.events(Failed.class)).hasSize(1);
    }
}
