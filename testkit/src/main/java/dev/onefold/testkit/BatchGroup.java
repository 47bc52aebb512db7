package dev.onefold.testkit;

import dev.onefold.BatchWork;
import dev.onefold.Call;
import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Codec;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Batching;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.store.TransactionalStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;

/** A part of the coalesced contract: batches whose members are known. */
abstract class BatchGroup<C> extends TransactionalGroup<C> {

    static final Batching ONE_COMMITTER = new Batching(64, 1, 64, Duration.ofSeconds(60));

    final HeldCommitter committer = new HeldCommitter();

    /** How many requests were in each run of the work. */
    final List<Integer> runs = new CopyOnWriteArrayList<>();

    BatchGroup(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    /** One request: its effect has a name of its own, and what it decides is its own work's. */
    record Wish<C>(Call call, String effect, Says<C> says) {

        /** What a request decides, after its effect. */
        interface Says<C> {
            Decision<String> decide(int run) throws Exception;
        }

        static <C> Wish<C> that(Says<C> says) {
            return new Wish<>(Call.of(SCOPE, unique("key"), CONTENT), unique("effect"), says);
        }

        static <C> Wish<C> paid() {
            return that(run -> new Decision.Accept<>("paid"));
        }

        Wish<C> with(Call other) {
            return new Wish<>(other, effect, says);
        }
    }

    static <C> List<Wish<C>> paid(int many) {
        return IntStream.range(0, many).mapToObj(i -> Wish.<C>paid()).toList();
    }

    CoalescedOperation<String> operation() {
        return Operation.coalesced(unique("pay"), Codec.text())
                .with(Waiting.atMost(Duration.ofSeconds(30)))
                .with(ONE_COMMITTER);
    }

    Coalesced<Wish<C>, String, Exception> line(TransactionalStore<C> store, CoalescedOperation<String> operation) {
        return line(Onefold.<C>builder().transactional(store).committers(committer), operation);
    }

    Coalesced<Wish<C>, String, Exception> line(Onefold.Builder<C> builder, CoalescedOperation<String> operation) {
        return engine(builder).coalesced(operation, work());
    }

    private BatchWork<C, Wish<C>, String, Exception> work() {
        AtomicInteger run = new AtomicInteger();
        return (resource, wishes) -> {
            runs.add(wishes.size());
            int now = run.incrementAndGet();
            List<Decision<String>> decisions = new ArrayList<>();
            for (Wish<C> wish : wishes) {
                contract.write(resource, wish.effect());
                decisions.add(wish.says().decide(now));
            }
            return decisions;
        };
    }

    /** Sends them in this order, while the first is held; so they share a batch as far as there is room. */
    List<CompletableFuture<Outcome<String>>> together(
            Coalesced<Wish<C>, String, Exception> line, List<Wish<C>> wishes) {
        List<CompletableFuture<Outcome<String>>> answers =
                wishes.stream().map(wish -> line.submit(wish.call(), wish)).toList();
        committer.run();
        return answers;
    }

    static void assertApplied(List<CompletableFuture<Outcome<String>>> answers) throws Exception {
        for (CompletableFuture<Outcome<String>> answer : answers) {
            Assertions.assertThat(Crew.result(answer)).isEqualTo(new Applied<>("paid"));
        }
    }

    void assertEffects(List<Wish<C>> wishes, int times) throws Exception {
        List<String> effects = contract.effects();
        for (Wish<C> wish : wishes) {
            Assertions.assertThat(count(effects, wish.effect()))
                    .as("how often the effect happened")
                    .isEqualTo(times);
        }
    }
}
