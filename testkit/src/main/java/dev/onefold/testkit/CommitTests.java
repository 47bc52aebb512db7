package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.Sighting.Absent;
import dev.onefold.store.Sighting.Finished;
import dev.onefold.store.TransactionalStore;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Transaction;
import dev.onefold.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Effect and record: both or neither. */
abstract class CommitTests<C> extends TransactionalGroup<C> {

    CommitTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    @Test
    void shows_effect_and_record_and_nothing_shows_before_it() throws Exception {
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(id);
            assertNothingElsewhere();
            contract.write(transaction.resource(), effect);
            assertNothingElsewhere();
            transaction.save(record(id));
            assertNothingElsewhere();
            assertThat(transaction.commit()).isEqualTo(new TransactionalStore.Commit.Done());

            crew.elsewhere(() -> {
                assertEffects(1);
                return assertThat(contract.anotherStore().find(id)).isInstanceOf(Finished.class);
            });
        }
        assertEffects(1);
        assertThat(contract.store().find(id)).isInstanceOf(Finished.class);
    }

    @Test
    void that_never_comes_leaves_neither_effect_nor_record() throws Exception {
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(id);
            contract.write(transaction.resource(), effect);
            transaction.save(record(id));
        }

        assertNothingElsewhere();
        assertThat(claimElsewhere(id)).isEqualTo(new Claim.Granted());
    }

    @Test
    void that_never_comes_leaves_nothing_of_work_that_did_not_get_as_far_as_saving() throws Exception {
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(id);
            contract.write(transaction.resource(), effect);
        }

        assertNothingElsewhere();
        assertThat(claimElsewhere(id)).isEqualTo(new Claim.Granted());
    }

    @Test
    void after_one_that_never_came_is_a_first_one() throws Exception {
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(id);
            contract.write(transaction.resource(), effect);
            transaction.save(record(id, Content.text("lost")));
        }

        commit(contract.anotherStore(), record(id, Content.text("kept")));

        assertEffects(1);
        assertThat(found().content()).isEqualTo(Content.text("kept"));
    }

    @Test
    void keeps_every_part_of_an_applied_record() throws Exception {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        Fingerprint fingerprint = Fingerprint.of(127, new byte[32]);
        Content content = Content.of("application/" + "x".repeat(115), everyByte);
        String operation = "Überweisung-" + "o".repeat(88);

        commit(contract.store(), new NewRecord(id, operation, fingerprint, Verdict.APPLIED, "", content, LONG, LONG));

        Finished found = found();
        assertThat(found).isEqualTo(new Finished(operation, fingerprint, Verdict.APPLIED, "", content, found.at()));
    }

    @Test
    void keeps_every_part_of_a_rejection() throws Exception {
        Content detail = Content.text("Zu wenig Guthaben: 3,50 € 😀");

        commit(
                contract.store(),
                new NewRecord(id, "pay", CONTENT, Verdict.REJECTED, "c".repeat(100), detail, LONG, LONG));

        Finished found = found();
        assertThat(found)
                .isEqualTo(new Finished("pay", CONTENT, Verdict.REJECTED, "c".repeat(100), detail, found.at()));
    }

    @Test
    void keeps_an_answer_of_no_bytes_and_one_of_a_mebibyte() throws Exception {
        byte[] mebibyte = new byte[1 << 20];
        new Random(1).nextBytes(mebibyte);
        NewRecord empty = record(otherId(), Content.of("application/octet-stream", new byte[0]));
        NewRecord big = record(otherId(), Content.of("application/octet-stream", mebibyte));

        commit(contract.store(), empty);
        commit(contract.store(), big);

        assertThat(((Finished) contract.anotherStore().find(empty.id())).content())
                .isEqualTo(empty.content());
        assertThat(((Finished) contract.anotherStore().find(big.id())).content())
                .isEqualTo(big.content());
    }

    @Test
    void is_dated_by_the_clock_of_the_store() throws Exception {
        NewRecord later = record(otherId());

        commit(contract.store(), record(id));
        contract.advance(Duration.ofHours(1));
        commit(contract.anotherStore(), later);

        Instant first = found().at();
        Instant second = ((Finished) contract.store().find(later.id())).at();
        assertThat(Duration.between(first, second)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(90));
    }

    private Finished found() {
        Sighting seen = contract.anotherStore().find(id);
        assertThat(seen).isInstanceOf(Finished.class);
        return (Finished) seen;
    }

    private void assertNothingElsewhere() throws Exception {
        crew.elsewhere(() -> {
            assertEffects(0);
            assertThat(contract.store().find(id)).isEqualTo(new Absent());
            return assertThat(contract.anotherStore().find(id)).isEqualTo(new Absent());
        });
    }
}
