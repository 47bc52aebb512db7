package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Operation.Doubt;
import dev.onefold.Operation.LeasePolicy;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final TransactionalOperation<String> PAY = Operation.transactional("pay", Codec.text());
    private static final Scope ANN = new Scope("acme", "ann");
    private static final Call CALL = Call.of(ANN, "the key of the first", Fingerprint.ofText("10 euro"));
    private static final Call OTHER = Call.of(ANN, "the key of the other", Fingerprint.ofText("10 euro"));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final WatchedStore store = new WatchedStore(new InMemoryStore(now::get, 1_000));
    private final AtomicInteger effects = new AtomicInteger();

    private static byte[] secret(int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }

    private static Seal seal(KeyRing answers) {
        return Seal.of(answers, KeyRing.of(1, secret(9)));
    }

    private Onefold<Effects> engine(Seal seal) {
        return Onefold.<Effects>builder()
                .transactional(store)
                .leased(store)
                .seal(seal)
                .build();
    }

    private Onefold<Effects> plain() {
        return Onefold.on(store);
    }

    private Outcome<String> pay(Onefold<Effects> engine, Call call) {
        return engine.execute(PAY, call, resource -> {
            resource.onCommit(effects::incrementAndGet);
            return "secret receipt";
        });
    }

    private static final KeyRing FIRST = KeyRing.of(1, secret(1));
    private static final KeyRing SECOND = KeyRing.of(2, secret(2)).older(1, secret(1));

    @Test
    void theStoreSeesNeitherWhoAskedNorWhatNorTheAnswer() {
        Onefold<Effects> engine = engine(seal(FIRST));
        assertThat(pay(engine, CALL)).isEqualTo(new Outcome.Applied<>("secret receipt"));

        assertThat(store.find(CALL.id())).as("under the plain digest").isInstanceOf(Sighting.Absent.class);
        Sighting.Finished stored = store.stored(engine.storedId(CALL.id()));
        assertThat(stored.fingerprint()).isNotEqualTo(CALL.fingerprint());
        Content content = Objects.requireNonNull(stored.content());
        assertThat(content.mediaType()).isEqualTo("application/vnd.onefold.sealed");
        assertThat(new String(content.bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret", "receipt", "text/plain");
    }

    @Test
    void aRepeatIsToldTheAnswerAndAnotherRequestThatTheKeyIsTaken() {
        Onefold<Effects> engine = engine(seal(FIRST));
        pay(engine, CALL);
        assertThat(pay(engine, CALL)).isEqualTo(new Outcome.Replayed<>("secret receipt", Instant.EPOCH));
        Call changed = new Call(CALL.id(), Fingerprint.ofText("99 euro"));
        assertThat(pay(engine, changed)).isEqualTo(new Outcome.Mismatch<>("content"));
        assertThat(engine.read(CALL.id(), Codec.text()))
                .contains(new Outcome.Replayed<>("secret receipt", Instant.EPOCH));
        assertThat(effects).hasValue(1);
    }

    @Test
    void theSameRequestUnderTwoKeysLooksLikeTwoInTheStore() {
        Onefold<Effects> engine = engine(seal(FIRST));
        pay(engine, CALL);
        pay(engine, OTHER);
        assertThat(store.stored(engine.storedId(CALL.id())).fingerprint())
                .isNotEqualTo(store.stored(engine.storedId(OTHER.id())).fingerprint());
    }

    @Test
    void anAnswerOfAnotherRecordDoesNotOpen() {
        Onefold<Effects> engine = engine(seal(FIRST));
        pay(engine, CALL);
        pay(engine, OTHER);
        Sighting.Finished other = store.stored(engine.storedId(OTHER.id()));
        forged(
                engine,
                seen -> new Sighting.Finished(
                        seen.operation(), seen.fingerprint(), seen.verdict(), seen.code(), other.content(), seen.at()));
        refused(engine);
    }

    @Test
    void aChangedRowDoesNotOpen() {
        Onefold<Effects> engine = engine(seal(FIRST));
        pay(engine, CALL);
        forged(
                engine,
                seen -> new Sighting.Finished(
                        seen.operation(), seen.fingerprint(), Verdict.REJECTED, "declined", seen.content(), seen.at()));
        refused(engine);
        forged(
                engine,
                seen -> new Sighting.Finished(
                        seen.operation(),
                        seen.fingerprint(),
                        seen.verdict(),
                        seen.code(),
                        flipped(Objects.requireNonNull(seen.content())),
                        seen.at()));
        refused(engine);
        forged(
                engine,
                seen -> new Sighting.Finished(
                        seen.operation(),
                        seen.fingerprint(),
                        seen.verdict(),
                        seen.code(),
                        Content.text("plain"),
                        seen.at()));
        refused(engine);
        store.forged.clear();
        assertThat(pay(engine, CALL).kind()).isEqualTo(Outcome.Kind.REPLAYED);
    }

    /** What binding is for: the same key without it opens the answer in another's place. */
    @Test
    void withoutWhatIsBoundASwapWouldGoUnnoticed() {
        Content sealed = SealedContent.seal(Content.text("yes"), 1, secret(1), new byte[0], new Random(1));
        assertThat(SealedContent.open(sealed, secret(1), new byte[0])).isEqualTo(Content.text("yes"));
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> SealedContent.open(sealed, secret(1), new byte[] {1}));
    }

    private void forged(Onefold<Effects> engine, UnaryOperator<Sighting.Finished> change) {
        RecordId id = engine.storedId(CALL.id());
        store.forged.put(id, change.apply(store.stored(id)));
    }

    private void refused(Onefold<Effects> engine) {
        int before = effects.get();
        assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> pay(engine, CALL));
        assertThat(effects).hasValue(before);
    }

    private static Content flipped(Content content) {
        byte[] bytes = content.bytes().clone();
        bytes[bytes.length - 1] ^= 1;
        return Content.of(content.mediaType(), bytes);
    }

    @Test
    void oldKeysStillOpenAndRecogniseAfterARotationWhileNodesOfBothRun() {
        Onefold<Effects> old = engine(seal(KeyRing.of(1, secret(1)).older(2, secret(2))));
        Onefold<Effects> rotated = engine(seal(SECOND));
        pay(old, CALL);
        pay(rotated, OTHER);
        assertThat(pay(rotated, CALL).kind()).isEqualTo(Outcome.Kind.REPLAYED);
        assertThat(pay(old, OTHER).kind()).isEqualTo(Outcome.Kind.REPLAYED);
        Call changed = new Call(CALL.id(), Fingerprint.ofText("99 euro"));
        assertThat(pay(rotated, changed).kind()).isEqualTo(Outcome.Kind.MISMATCH);
        assertThat(effects).hasValue(2);
    }

    @Test
    void withoutTheKeyOfARecordNothingIsDoneUntilItIsBack() {
        pay(engine(seal(SECOND)), CALL);
        Onefold<Effects> unaware = engine(seal(FIRST));
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> pay(unaware, CALL));
        assertThat(effects).hasValue(1);
    }

    @Test
    void anIdentityIsFoundUnderTheLookUpKeyThatItWasStoredWith() {
        Onefold<Effects> old = engine(Seal.of(FIRST, KeyRing.of(1, secret(9))));
        Onefold<Effects> rotated =
                engine(Seal.of(FIRST, KeyRing.of(2, secret(8)).older(1, secret(9))));
        pay(old, CALL);
        assertThat(pay(rotated, CALL).kind()).isEqualTo(Outcome.Kind.REPLAYED);
        assertThat(rotated.read(CALL.id(), Codec.text())).isPresent();
        pay(rotated, OTHER);
        assertThat(pay(rotated, OTHER).kind()).isEqualTo(Outcome.Kind.REPLAYED);
        assertThat(store.find(old.storedId(OTHER.id()))).isInstanceOf(Sighting.Absent.class);
        assertThat(effects).hasValue(2);
    }

    @Test
    void whatWasStoredBeforeThereWasASealIsReadIfSaidSo() {
        pay(plain(), CALL);
        Onefold<Effects> engine = engine(seal(FIRST).readingPlain());
        assertThat(pay(engine, CALL).kind()).isEqualTo(Outcome.Kind.REPLAYED);
        assertThat(pay(engine, new Call(CALL.id(), Fingerprint.ofText("99 euro")))
                        .kind())
                .isEqualTo(Outcome.Kind.MISMATCH);
        assertThat(effects).hasValue(1);
    }

    @Test
    void aLapsedClaimOfAnOlderKeyIsTakenOver() {
        LeasedOperation<String> ship = Operation.leased("ship", Codec.text())
                .with(new LeasePolicy(Duration.ofSeconds(60), Duration.ofSeconds(20), Doubt.RUN_AGAIN));
        try (Onefold<Effects> old = engine(seal(FIRST));
                Onefold<Effects> rotated = engine(seal(SECOND))) {
            assertThat(old.start(ship, CALL).answered())
                    .as("and then falls silent")
                    .isNull();
            now.set(Instant.EPOCH.plusSeconds(120));
            assertThat(rotated.execute(ship, CALL, attempt -> "shipped")).isEqualTo(new Outcome.Applied<>("shipped"));
            assertThat(rotated.execute(ship, CALL, attempt -> "again").kind()).isEqualTo(Outcome.Kind.REPLAYED);
        }
    }

    @Test
    void aRingIsOfLongSecretsWithNumbersOfTheirOwn() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.of(1, new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.of(0, new byte[32]));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.of(256, new byte[32]));
        assertThatIllegalArgumentException().isThrownBy(() -> FIRST.older(1, secret(2)));
        assertThat(SECOND).hasToString("keys [2, 1]");
    }
}
