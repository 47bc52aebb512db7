package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.onefold.Content;
import dev.onefold.Rejection;
import dev.onefold.Work;
import dev.onefold.job.JobStore;
import dev.onefold.state.StateStore;
import dev.onefold.state.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each broken store of states or jobs fails the contract, and fails the test that is there to find it. */
class StateAndJobTeethTest {

    private static final String PATIENCE = "onefold.testkit.patience.seconds";

    private record Variant(Class<?> broken, String finder) {}

    /** What never comes, never comes: no need to wait long for it. */
    @BeforeAll
    static void beImpatient() {
        System.setProperty(PATIENCE, "2");
    }

    @AfterAll
    static void bePatientAgain() {
        System.clearProperty(PATIENCE);
    }

    @TestFactory
    Stream<DynamicTest> everyBrokenStoreIsFound() {
        return Stream.of(
                        new Variant(
                                UpdateWithoutCompare.class, "that_an_old_snapshot_does_not_show_have_no_second_effect"),
                        new Variant(NoHistory.class, "moves_the_state_once_and_its_repeat_replays_that"),
                        new Variant(OnlyTransitionsRemembered.class, "of_one_identity_are_compensated_once"),
                        new Variant(EventInATransactionOfItsOwn.class, "that_is_rolled_back_or_dies_leaves_nothing"),
                        new Variant(UnguardedStep.class, "of_a_paused_owner_is_not_even_begun_once_another_took_over"),
                        new Variant(
                                NoCheckpoint.class,
                                "that_committed_is_not_repeated_when_the_run_goes_on_after_a_crash"),
                        new Variant(
                                EndWithoutOwner.class, "whose_silent_owner_did_all_but_the_end_does_not_end_it_twice"))
                .map(variant -> DynamicTest.dynamicTest(variant.broken().getSimpleName(), () -> assertFound(variant)));
    }

    private static void assertFound(Variant variant) {
        assertThat(EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(variant.broken()))
                        .execute()
                        .testEvents()
                        .failed()
                        .stream()
                        .map(event -> event.getTestDescriptor().getSource().orElseThrow())
                        .filter(MethodSource.class::isInstance)
                        .map(source -> ((MethodSource) source).getMethodName())
                        .collect(Collectors.toSet()))
                .contains(variant.finder());
    }

    /** A store of states behind a front whose recording is broken. */
    abstract static class BrokenStates extends JdbcStateContract implements StateStore<Connection> {

        BrokenStates() {
            super(Engine.H2);
        }

        final StateStore<Connection> sound() {
            return super.store();
        }

        @Override
        protected StateStore<Connection> store() {
            return this;
        }

        @Override
        public Seen look(Connection transaction, String machine, Object entity, String eventId) {
            return sound().look(transaction, machine, entity, eventId);
        }

        static void move(Connection transaction, Object entity, Entry entry) {
            try {
                new Query("UPDATE parcel SET status = ?, version = version + 1 WHERE id = ?", entry.to(), entity)
                        .update(transaction);
            } catch (SQLException e) {
                throw Sql.failure("broken", e);
            }
        }

        static void keep(Connection transaction, String machine, Object entity, Entry entry) {
            try {
                new Query(
                                "INSERT INTO onefold_transition VALUES (?, ?, ?, ?, ?, ?, ?, ?, onefold_now())",
                                machine,
                                entity,
                                entry.eventId(),
                                entry.event(),
                                entry.from(),
                                entry.to(),
                                entry.standing().name(),
                                entry.effect().name())
                        .update(transaction);
            } catch (SQLException e) {
                throw Sql.failure("broken", e);
            }
        }
    }

    static class UpdateWithoutCompare extends BrokenStates {
        @Override
        public Recorded record(Connection transaction, String machine, Object entity, Seen.Found found, Entry entry) {
            keep(transaction, machine, entity, entry);
            if (entry.moves()) {
                move(transaction, entity, entry);
            }
            return new Recorded.Done(Instant.EPOCH);
        }
    }

    static class NoHistory extends BrokenStates {
        @Override
        public Recorded record(Connection transaction, String machine, Object entity, Seen.Found found, Entry entry) {
            move(transaction, entity, entry);
            return new Recorded.Done(Instant.EPOCH);
        }
    }

    static class OnlyTransitionsRemembered extends BrokenStates {
        @Override
        public Recorded record(Connection transaction, String machine, Object entity, Seen.Found found, Entry entry) {
            return entry.effect() == Step.Effect.MOVED
                    ? sound().record(transaction, machine, entity, found, entry)
                    : new Recorded.Done(Instant.EPOCH);
        }
    }

    static class EventInATransactionOfItsOwn extends BrokenStates {
        @Override
        public Recorded record(Connection transaction, String machine, Object entity, Seen.Found found, Entry entry) {
            Recorded recorded = sound().record(transaction, machine, entity, found, entry);
            try {
                transaction.commit();
            } catch (SQLException e) {
                throw Sql.failure("broken", e);
            }
            return recorded;
        }
    }

    /** A store of jobs behind a front of which a part is broken. */
    abstract static class BrokenJobs extends JdbcJobContract implements JobStore<Connection> {

        BrokenJobs() {
            super(Engine.H2);
        }

        final JobStore<Connection> sound() {
            return super.store();
        }

        @Override
        protected JobStore<Connection> store() {
            return this;
        }

        @Override
        protected JobStore<Connection> anotherStore() {
            return this;
        }

        @Override
        public Begun begin(String job, String period, String owner, Duration lease, int attempts) {
            return sound().begin(job, period, owner, lease, attempts);
        }

        @Override
        public boolean renew(Claim claim, Duration lease) {
            return sound().renew(claim, lease);
        }

        @Override
        public <R, X extends Exception> R step(
                Claim claim, String checkpoint, Duration lease, Work<Connection, R, X> work) throws X {
            return sound().step(claim, checkpoint, lease, work);
        }

        @Override
        public boolean finish(Claim claim, Content answer) {
            return sound().finish(claim, answer);
        }

        @Override
        public boolean refuse(Claim claim, Rejection no) {
            return sound().refuse(claim, no);
        }

        @Override
        public boolean fail(Claim claim, String reason) {
            return sound().fail(claim, reason);
        }

        @Override
        public boolean retry(String job, String period) {
            return sound().retry(job, period);
        }

        /** Whoever has the period now. */
        final Claim current(Claim claim) {
            return new Claim(
                    claim.job(),
                    claim.period(),
                    claim.owner(),
                    number("SELECT attempt FROM onefold_job_run WHERE job = '" + claim.job() + "'"));
        }
    }

    static class UnguardedStep extends BrokenJobs {
        @Override
        public <R, X extends Exception> R step(
                Claim claim, String checkpoint, Duration lease, Work<Connection, R, X> work) throws X {
            try (Connection connection = connection()) {
                return work.run(connection);
            } catch (SQLException e) {
                throw Sql.failure("broken", e);
            }
        }
    }

    static class NoCheckpoint extends BrokenJobs {
        @Override
        public Begun begin(String job, String period, String owner, Duration lease, int attempts) {
            Begun begun = super.begin(job, period, owner, lease, attempts);
            return begun instanceof Begun.Granted granted ? new Begun.Granted(granted.claim(), null) : begun;
        }
    }

    static class EndWithoutOwner extends BrokenJobs {
        @Override
        public boolean finish(Claim claim, Content answer) {
            execute("UPDATE onefold_job_run SET state = 'RUNNING' WHERE job = '" + claim.job() + "'");
            return super.finish(current(claim), answer);
        }
    }
}
