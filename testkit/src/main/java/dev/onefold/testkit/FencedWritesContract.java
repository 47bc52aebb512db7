package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedWrites;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link FencedWrites} owes to those who write. Extend it and say where the rows are; each test writes rows of
 * its own.
 *
 * @param <C> the resource of a transaction
 */
@Tag("technique-7")
@Timeout(120)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class FencedWritesContract<C> {

    private static final int WRITERS = 16;

    private final Crew crew = new Crew();

    /** On rows of a key of one text. */
    protected abstract FencedWrites<C> writes();

    /** Begins a transaction. */
    protected abstract C begin() throws Exception;

    /** As {@link #begin}, without a transaction: every statement is its own. */
    protected abstract C beginNothing() throws Exception;

    protected abstract void commit(C transaction) throws Exception;

    protected abstract void rollback(C transaction) throws Exception;

    /** Ends the session without a commit, as a crash does. */
    protected abstract void crash(C transaction) throws Exception;

    /** Adds a row that nobody has written under a lock yet, with an empty value, and commits it. */
    protected abstract void addRow(String key) throws Exception;

    /** What a transaction writes once it may: adds the text to the row's value. */
    protected abstract void write(C transaction, String key, String text) throws Exception;

    /** The committed value of a row. */
    protected abstract String value(String key) throws Exception;

    private final String row = ContractGroup.unique("row");

    private Outcome<Long> claimed(String key, long fence) throws Exception {
        C transaction = begin();
        Outcome<Long> outcome = writes().claim(transaction, fence, key);
        if (outcome instanceof Outcome.Applied) {
            write(transaction, key, "[" + fence + "]");
        }
        commit(transaction);
        return outcome;
    }

    @Test
    void a_write_with_a_greater_fence_applies_and_tells_the_one_before() throws Exception {
        addRow(row);

        assertThat(claimed(row, 7)).isEqualTo(new Outcome.Applied<>(0L));
        assertThat(claimed(row, 9)).isEqualTo(new Outcome.Applied<>(7L));
        assertThat(value(row)).isEqualTo("[7][9]");
    }

    @Test
    void the_same_holder_may_write_again() throws Exception {
        addRow(row);
        claimed(row, 7);

        assertThat(claimed(row, 7)).isEqualTo(new Outcome.Applied<>(7L));
        C transaction = begin();
        assertThat(writes().claim(transaction, 8, row)).isEqualTo(new Outcome.Applied<>(7L));
        assertThat(writes().claim(transaction, 8, row)).isEqualTo(new Outcome.Applied<>(8L));
        commit(transaction);
    }

    @Test
    void a_write_of_one_who_lost_the_lock_is_refused_and_its_transaction_goes_on() throws Exception {
        addRow(row);
        String other = ContractGroup.unique("row");
        addRow(other);
        claimed(row, 9);

        C transaction = begin();
        assertThat(writes().claim(transaction, 7, row)).isEqualTo(new Outcome.Stale<>("fence 7 is behind 9"));
        write(transaction, other, "goes on");
        commit(transaction);

        assertThat(value(row)).isEqualTo("[9]");
        assertThat(value(other)).isEqualTo("goes on");
    }

    @Test
    void a_row_that_is_not_there_is_an_answer() throws Exception {
        assertThat(claimed(row, 7)).isEqualTo(new Outcome.Stale<>("there is no such row"));
    }

    @Test
    void a_row_that_another_transaction_writes_is_in_progress_and_nobody_waits() throws Exception {
        addRow(row);
        C first = begin();
        writes().claim(first, 7, row);

        C second = begin();
        assertThat(writes().claim(second, 8, row)).isInstanceOf(Outcome.InProgress.class);
        rollback(second);

        write(first, row, "first");
        commit(first);
        assertThat(claimed(row, 8)).isEqualTo(new Outcome.Applied<>(7L));
        assertThat(value(row)).isEqualTo("first[8]");
    }

    @Test
    void a_row_that_was_written_since_the_transaction_began_is_never_written_under_an_older_fence() throws Exception {
        addRow(row);
        String other = ContractGroup.unique("row");
        addRow(other);
        C old = begin();
        write(old, other, "so there is a snapshot");
        claimed(row, 9);

        Outcome<Long> outcome = writes().claim(old, 7, row);

        assertThat(outcome).isInstanceOfAny(Outcome.Stale.class, Outcome.InProgress.class);
        write(old, other, " and it goes on");
        commit(old);
        assertThat(value(row)).isEqualTo("[9]");
        assertThat(value(other)).isEqualTo("so there is a snapshot and it goes on");
    }

    @Test
    void what_is_rolled_back_leaves_nothing() throws Exception {
        addRow(row);
        C transaction = begin();
        writes().claim(transaction, 9, row);
        write(transaction, row, "never");
        rollback(transaction);

        assertThat(claimed(row, 7)).isEqualTo(new Outcome.Applied<>(0L));
        assertThat(value(row)).isEqualTo("[7]");
    }

    @Test
    void a_crash_leaves_nothing() throws Exception {
        addRow(row);
        C transaction = begin();
        writes().claim(transaction, 9, row);
        write(transaction, row, "never");
        crash(transaction);

        Outcome<Long> outcome = claimed(row, 7);
        Runnable limit = Patience.limit();
        while (outcome instanceof Outcome.InProgress) {
            // the server has not noticed yet that the session is gone
            limit.run();
            outcome = claimed(row, 7);
        }
        assertThat(outcome).isEqualTo(new Outcome.Applied<>(0L));
        assertThat(value(row)).isEqualTo("[7]");
    }

    @Test
    void the_writes_of_many_at_once_are_in_the_order_of_their_fences() throws Exception {
        addRow(row);

        List<Outcome<Long>> all = crew.together(WRITERS, i -> () -> claimed(row, i + 1));

        StringBuilder applied = new StringBuilder();
        for (int i = 0; i < WRITERS; i++) {
            if (all.get(i) instanceof Outcome.Applied) {
                applied.append('[').append(i + 1).append(']');
            }
        }
        assertThat(value(row)).isEqualTo(applied.toString()).isNotEmpty();
    }

    @Test
    void without_a_transaction_it_is_refused() throws Exception {
        addRow(row);
        C nothing = beginNothing();

        assertThatThrownBy(() -> writes().claim(nothing, 7, row)).isInstanceOf(IllegalStateException.class);
        crash(nothing);
    }

    @AfterEach
    void endThreads() {
        crew.close();
    }
}
