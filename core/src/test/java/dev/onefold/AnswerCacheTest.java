package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {

    private static final TransactionalOperation<String> PAY = Operation.transactional("pay", Codec.text());
    private static final Call CALL = Call.of(new Scope("", "ann"), "key", Fingerprint.ofText("10 euro"));
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final Time time = new Time() {
        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public void pause(Duration length) {
            nanos.addAndGet(length.toNanos());
        }

        @Override
        public boolean await(CountDownLatch latch, Duration atMost) {
            throw new IllegalStateException("Nobody waits here");
        }
    };
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final WatchedStore store = new WatchedStore(new InMemoryStore(now::get, 1_000));
    private final Onefold<Effects> engine = Onefold.<Effects>builder()
            .transactional(store)
            .leased(store)
            .time(time)
            .cache(new AnswerCache(2, 100, KEPT))
            .build();

    private Outcome<String> pay(Call call) {
        return engine.execute(PAY, call, resource -> "paid");
    }

    private int askedBy(Runnable what) {
        int before = store.asked.get();
        what.run();
        return store.asked.get() - before;
    }

    @Test
    void theReplaysOfAHotKeyAskNoStore() {
        pay(CALL);
        assertThat(askedBy(() -> pay(CALL))).as("the first replay").isEqualTo(1);
        assertThat(askedBy(() -> assertThat(pay(CALL)).isEqualTo(new Outcome.Replayed<>("paid", Instant.EPOCH))))
                .isZero();
    }

    @Test
    void anotherRequestUnderAHotKeyIsStillRefused() {
        pay(CALL);
        pay(CALL);
        Call changed = new Call(CALL.id(), Fingerprint.ofText("99 euro"));
        assertThat(askedBy(() -> assertThat(pay(changed)).isEqualTo(new Outcome.Mismatch<>("content"))))
                .isZero();
    }

    @Test
    void aRunThatIsNotCommittedIsNeverInMemory() {
        Outcome<String> rolledBack = engine.decide(
                PAY, CALL, resource -> new Decision.Discard<>(Rejection.of("not-now", "Come back later.")));
        assertThat(rolledBack.kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(pay(CALL).kind()).isEqualTo(Outcome.Kind.APPLIED);
    }

    @Test
    void anAnswerIsKeptForSoLongSinceTheStoreShowedIt() {
        pay(CALL);
        pay(CALL);
        now.set(Instant.EPOCH.plus(Duration.ofDays(2)));
        nanos.addAndGet(KEPT.toNanos() - 1);
        assertThat(pay(CALL).kind()).as("within the time it is kept").isEqualTo(Outcome.Kind.REPLAYED);
        nanos.addAndGet(1);
        assertThat(pay(CALL).kind()).as("by the store's clock").isEqualTo(Outcome.Kind.EXPIRED);
        assertThat(askedBy(() -> pay(CALL))).as("a tombstone is not kept").isEqualTo(1);
    }

    @Test
    void theAnswersOfLeasedWorkAreKeptToo() {
        LeasedOperation<String> ship = Operation.leased("ship", Codec.text());
        engine.execute(ship, CALL, attempt -> "shipped");
        engine.execute(ship, CALL, attempt -> "again");
        assertThat(askedBy(() -> assertThat(engine.execute(ship, CALL, attempt -> "again"))
                        .isEqualTo(new Outcome.Replayed<>("shipped", Instant.EPOCH))))
                .isZero();
    }

    @Test
    void withASealTheAnswersAreSealedInMemoryToo() {
        byte[] secret = new byte[32];
        Onefold<Effects> sealed = Onefold.<Effects>builder()
                .transactional(store)
                .seal(Seal.of(KeyRing.of(1, secret), KeyRing.of(1, secret)))
                .cache(new AnswerCache(2, 1_000, KEPT))
                .build();
        for (int i = 0; i < 2; i++) {
            sealed.execute(PAY, CALL, resource -> "paid");
        }
        assertThat(askedBy(() -> assertThat(sealed.execute(PAY, CALL, resource -> "again"))
                        .isEqualTo(new Outcome.Replayed<>("paid", Instant.EPOCH))))
                .isZero();
    }

    @Test
    void itHoldsSoManyAnswersAndBytesAndPassesOverWhatIsRead() {
        CommittedAnswers cache = new CommittedAnswers(new AnswerCache(2, 100, KEPT), time);
        keep(cache, "a", 10);
        keep(cache, "b", 10);
        assertThat(cache.find(id("a"))).isNotNull();
        keep(cache, "c", 10);
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.find(id("a"))).as("it was read").isNotNull();
        assertThat(cache.find(id("b"))).as("it was not").isNull();
    }

    @Test
    void oneThatFillsItTakesThePlaceOfAllAndOneThatIsLargerOfNone() {
        CommittedAnswers cache = new CommittedAnswers(new AnswerCache(3, 100, KEPT), time);
        keep(cache, "a", 10);
        keep(cache, "b", 10);
        keep(cache, "c", 100);
        assertThat(cache.size()).isEqualTo(1);
        keep(cache, "d", 101);
        assertThat(cache.find(id("d"))).isNull();
        assertThat(cache.find(id("c"))).isNotNull();
    }

    @Test
    void anAnswerThatIsReadFromTheStoreOverAndOverTakesOnePlace() {
        CommittedAnswers cache = new CommittedAnswers(new AnswerCache(2, 100, KEPT), time);
        for (int i = 0; i < 1_000; i++) {
            keep(cache, "a", 60);
        }
        keep(cache, "b", 40);
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.turns()).isLessThanOrEqualTo(5);
    }

    private static RecordId id(String key) {
        return RecordId.of(new Scope("", "ann"), key);
    }

    private static void keep(CommittedAnswers cache, String key, int bytes) {
        Content content = Content.of("text/plain", new byte[bytes]);
        cache.keep(
                id(key),
                new Sighting.Finished("pay", CALL.fingerprint(), Verdict.APPLIED, "", content, Instant.EPOCH),
                cache.now());
    }
}
