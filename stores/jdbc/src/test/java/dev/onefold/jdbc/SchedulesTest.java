package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Onefold;
import dev.onefold.jdbc.Schedules.Explored;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two duplicates of one request on two nodes, in every order of their statements, commits and rollbacks, and with the
 * death of either at every point, on the real database. The numbers of schedules are asserted: one that is missing is
 * an order that nobody tried.
 */
class SchedulesTest {

    private static Database database;
    private static Onefold<Connection> later;

    @BeforeAll
    static void open() {
        database = Database.create();
        later = Onefold.on(JdbcStore.on(database.pool(2)));
    }

    @AfterAll
    static void close() {
        later.close();
        database.close();
    }

    @Test
    void readCommittedWithDeaths() throws Exception {
        Explored all = explore("rc", "read committed", true, new Duplicates.Owned(database, later, 1));
        assertThat(all.schedules()).isEqualTo(390);
        assertThat(all.withDeath()).isEqualTo(320);
    }

    @Test
    void repeatableRead() throws Exception {
        Explored all = explore("rr", "repeatable read", false, new Duplicates.Owned(database, later, 1));
        assertThat(all.schedules()).isEqualTo(1_204);
    }

    @Test
    void serializable() throws Exception {
        Explored all = explore("ser", "serializable", false, new Duplicates.Owned(database, later, 1));
        assertThat(all.schedules()).isEqualTo(1_204);
    }

    @Test
    void joinedReadCommittedWithDeaths() throws Exception {
        Explored all = explore("jrc", "read committed", true, new Duplicates.Joined(database, later, 1, false));
        assertThat(all.schedules()).isEqualTo(754);
        assertThat(all.withDeath()).isEqualTo(642);
    }

    @Test
    void joinedRepeatableReadWithOldSnapshots() throws Exception {
        Explored all = explore("jrr", "repeatable read", false, new Duplicates.Joined(database, later, 2, true));
        assertThat(all.schedules()).isEqualTo(476);
    }

    @Test
    void joinedSerializableWithOldSnapshots() throws Exception {
        Explored all = explore("jser", "serializable", false, new Duplicates.Joined(database, later, 2, true));
        assertThat(all.schedules()).isEqualTo(476);
    }

    @Test
    void leasedWithDeaths() throws Exception {
        Explored all = explore("leased", "read committed", true, new Duplicates.Leased(database, later));
        assertThat(all.schedules()).isEqualTo(682);
        assertThat(all.withDeath()).isEqualTo(570);
    }

    @Test
    void batchesReadCommittedWithDeaths() throws Exception {
        Explored all = explore("brc", "read committed", true, new BatchedDuplicates(database, later, 1, true));
        assertThat(all.schedules()).isEqualTo(642);
        assertThat(all.withDeath()).isEqualTo(530);
    }

    @Test
    void batchesWithRequestsOfTheirOwn() throws Exception {
        Explored all = explore("bown", "read committed", false, new BatchedDuplicates(database, later, 1, false));
        assertThat(all.schedules()).isEqualTo(504);
    }

    @Test
    void batchesRepeatableRead() throws Exception {
        Explored all = explore("brr", "repeatable read", false, new BatchedDuplicates(database, later, 1, true));
        assertThat(all.schedules()).isEqualTo(1_566);
    }

    @Test
    void findsABatchThatLooksOnlyBeforeItsLocks() {
        assertThatThrownBy(() ->
                        explore("bbefore", "read committed", false, new BatchedDuplicates.Broken(database, later)))
                .isInstanceOf(AssertionError.class)
                .hasStackTraceContaining("[runs]");
    }

    @Test
    void findsABatchThatLocksNothing() {
        assertThatThrownBy(() ->
                        explore("bapart", "read committed", false, new BatchedDuplicates.BrokenApart(database, later)))
                .isInstanceOf(AssertionError.class)
                .hasStackTraceContaining("[effects]");
    }

    @Test
    void findsALookUpThatIsOnlyBeforeTheLock() {
        assertThatThrownBy(() ->
                        explore("before", "read committed", false, new Duplicates.Broken(database, later, 1, true)))
                .isInstanceOf(AssertionError.class)
                .hasStackTraceContaining("[runs]");
    }

    @Test
    void findsAClaimWithoutALock() {
        assertThatThrownBy(() -> explore("apart", "read committed", false, new Duplicates.BrokenApart(database, later)))
                .isInstanceOf(AssertionError.class)
                .hasStackTraceContaining("[effects]");
    }

    /** The second writer waits in the database for the first: the last line of defence, and the schedules see it. */
    @Test
    void uniqueIndexStandsBehindTheLock() throws Exception {
        Explored all = explore("index", "read committed", false, new Duplicates.Broken(database, later, 2, false));
        assertThat(all.blocking()).isPositive();
    }

    private static Explored explore(String name, String isolation, boolean deaths, Duplicates duplicates)
            throws Exception {
        try (Schedules schedules = new Schedules(database, database.plain(isolation))) {
            duplicates.open(schedules.callers());
            Explored explored = schedules.explore(name, deaths, duplicates);
            System.out.println(
                    "schedules of " + duplicates.getClass().getSimpleName() + " at " + isolation + ": " + explored);
            return explored;
        } finally {
            duplicates.close();
        }
    }
}
