package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onefold.Operation.Retention;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final Operation<String> PAY = Operation.transactional("pay", Codec.text())
            .with(new Retention(Duration.ofMinutes(1), Duration.ofMinutes(2)));
    private static final Fingerprint CONTENT = Fingerprint.ofText("10 EUR");
    private static final Fingerprint OTHER = Fingerprint.ofText("20 EUR");
    private static final Call CALL = Call.of(new Scope("", "me"), "key", CONTENT);
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    private static Sighting finished(String operation, Fingerprint content, Verdict verdict, @Nullable Content answer) {
        return new Sighting.Finished(operation, content, verdict, "short", answer, THEN);
    }

    @Test
    void aFinishedRecordIsReplayed() {
        assertThat(Answers.from(PAY, CALL, finished("pay", CONTENT, Verdict.APPLIED, Content.text("paid"))))
                .isEqualTo(new Outcome.Replayed<>("paid", THEN));
        assertThat(Answers.from(PAY, CALL, finished("pay", CONTENT, Verdict.REJECTED, Content.text("no"))))
                .isEqualTo(new Outcome.Rejected<>(Rejection.of("short", "no"), Memory.REPLAYED));
    }

    @Test
    void aTombstoneIsExpiredWhateverItSaid() {
        for (Verdict verdict : Verdict.values()) {
            assertThat(Answers.from(PAY, CALL, finished("pay", CONTENT, verdict, null)))
                    .isEqualTo(new Outcome.Expired<>(THEN));
        }
    }

    @Test
    void anythingElseUnderTheKeyIsAMismatchAndTellsNoneOfIt() {
        Content secret = Content.text("secret");
        Outcome<String> operation = new Outcome.Mismatch<>("operation");
        Outcome<String> content = new Outcome.Mismatch<>("content");
        assertThat(Answers.from(PAY, CALL, finished("refund", CONTENT, Verdict.APPLIED, secret)))
                .isEqualTo(operation);
        assertThat(Answers.from(PAY, CALL, finished("refund", OTHER, Verdict.APPLIED, secret)))
                .isEqualTo(operation);
        assertThat(Answers.from(PAY, CALL, finished("pay", OTHER, Verdict.APPLIED, secret)))
                .isEqualTo(content);
        assertThat(Answers.from(PAY, CALL, finished("pay", OTHER, Verdict.REJECTED, null)))
                .isEqualTo(content);
        assertThat(Answers.from(PAY, CALL, new Sighting.Held("pay", OTHER, Duration.ZERO)))
                .isEqualTo(content);
        assertThat(Answers.from(PAY, CALL, new Sighting.InDoubt("refund", CONTENT)))
                .isEqualTo(operation);
    }

    @Test
    void aRecordOfARuleThatIsNotKnownIsNoMismatch() {
        Fingerprint newer = Fingerprint.of(7, new byte[32]);
        Fingerprint older = Fingerprint.of(5, new byte[32]);
        Sighting record = finished("pay", newer, Verdict.APPLIED, Content.text("paid"));

        assertThat(Answers.from(PAY, CALL, record)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.from(PAY, CALL, new Sighting.Held("pay", newer, Duration.ZERO)))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.from(PAY, CALL.orEarlier(older), record)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.from(PAY, CALL.orEarlier(older, newer), record))
                .isEqualTo(new Outcome.Replayed<>("paid", THEN));
        assertThat(Answers.from(PAY, CALL, finished("refund", newer, Verdict.APPLIED, null)))
                .isEqualTo(new Outcome.Mismatch<>("operation"));
    }

    @Test
    void afterItsWorkARunIsNeverToldThatNothingHappened() {
        Sighting others = finished("pay", OTHER, Verdict.APPLIED, Content.text("theirs"));
        assertThat(Answers.afterWork(PAY, CALL, others)).isInstanceOf(Outcome.Unknown.class);
        Sighting same = finished("pay", CONTENT, Verdict.APPLIED, Content.text("ours"));
        assertThat(Answers.afterWork(PAY, CALL, same)).isEqualTo(new Outcome.Replayed<>("ours", THEN));
    }

    @Test
    void aHeldKeyIsInProgressForASecondAtMost() {
        assertThat(Answers.from(PAY, CALL, new Sighting.Held("pay", CONTENT, Duration.ofMillis(20))))
                .isEqualTo(new Outcome.InProgress<>(Duration.ofMillis(20)));
        assertThat(Answers.from(PAY, CALL, new Sighting.Held("pay", CONTENT, Duration.ofHours(1))))
                .isEqualTo(new Outcome.InProgress<>(Duration.ofSeconds(1)));
    }

    @Test
    void doubtIsUnknownAndAbsenceIsNoAnswer() {
        assertThat(Answers.from(PAY, CALL, new Sighting.InDoubt("pay", CONTENT)))
                .isInstanceOf(Outcome.Unknown.class);
        assertThatIllegalStateException().isThrownBy(() -> Answers.from(PAY, CALL, new Sighting.Absent()));
    }

    @Test
    void decisionsBecomeRecords() {
        NewRecord yes = Answers.record(PAY, CALL, new Decision.Accept<>("paid"));
        assertThat(yes)
                .isEqualTo(new NewRecord(
                        CALL.id(),
                        "pay",
                        CONTENT,
                        Verdict.APPLIED,
                        "",
                        Content.text("paid"),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2)));
        Rejection no = Rejection.of("short", "not enough");
        NewRecord declined = Answers.record(PAY, CALL, new Decision.Decline<>(no));
        assertThat(declined.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(declined.code()).isEqualTo("short");
        assertThat(declined.content()).isEqualTo(no.detail());
        assertThat(Answers.record(PAY, CALL, new Decision.Reject<>(no))).isEqualTo(declined);
        assertThatIllegalArgumentException().isThrownBy(() -> Answers.record(PAY, CALL, new Decision.Discard<>(no)));
    }

    @Test
    void codecsGiveBackWhatTheyWrote() {
        for (String text : new String[] {"", "plain", "ümläut ☂ \uD83D\uDE80", "line\nline\0"}) {
            assertThat(Codec.text().decode(Codec.text().encode(text))).isEqualTo(text);
        }
        Content bytes = Content.of("application/octet-stream", new byte[] {0, -1, 127});
        assertThat(Codec.content().decode(Codec.content().encode(bytes))).isEqualTo(bytes);
        assertThat(bytes).isNotEqualTo(Content.of("image/png", new byte[] {0, -1, 127}));
        assertThat(bytes.toString()).isEqualTo("application/octet-stream, 3 bytes");
    }
}
