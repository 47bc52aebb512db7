package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Attempt;
import dev.onefold.Codec;
import dev.onefold.Decision;
import dev.onefold.LeaseLostException;
import dev.onefold.LeasedOperation;
import dev.onefold.LeasedRun;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Doubt;
import dev.onefold.Operation.LeasePolicy;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.jdbc.Wire.Fault;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.testkit.ManualTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners, zombies and the business transactions between them. */
class LeasesTest {

    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final LeasedOperation<String> ASK = operation("ask", Doubt.ASK);
    private static final LeasedOperation<String> AGAIN = operation("again", Doubt.RUN_AGAIN);

    private Database database;
    private Wire wire;
    private JdbcStore store;
    private Onefold<Connection> one;
    private Onefold<Connection> other;
    private Duration ahead = Duration.ZERO;

    private static LeasedOperation<String> operation(String name, Doubt doubt) {
        return Operation.leased(name, Codec.text()).with(new LeasePolicy(LENGTH, Duration.ofSeconds(20), doubt));
    }

    @BeforeEach
    void open() {
        database = Database.create();
        wire = new Wire(database.plain());
        store = JdbcStore.on(wire.dataSource());
        one = engine(store);
        other = engine(JdbcStore.on(database.plain()));
    }

    private static Onefold<Connection> engine(JdbcStore store) {
        return Onefold.<Connection>builder()
                .leased(store)
                .time(ManualTime.jumping())
                .build();
    }

    @AfterEach
    void close() {
        assertThat(database.advisoryLocks()).isZero();
        one.close();
        other.close();
        database.close();
    }

    private void lapse() {
        pass(LENGTH);
    }

    private void pass(Duration length) {
        ahead = ahead.plus(length).plusSeconds(1);
        database.clockAt(ahead);
    }

    private static Outcome<String> execute(Onefold<Connection> engine, LeasedOperation<String> operation, String by) {
        return engine.execute(operation, Business.call("key"), attempt -> by);
    }

    private static Lease lease(Attempt attempt) {
        return new Lease(attempt.id(), attempt.owner(), attempt.fence());
    }

    @Test
    void zombieCompletesNothing() {
        LeasedRun<String> zombie = one.start(AGAIN, Business.call("key"));
        lapse();
        assertThat(execute(other, AGAIN, "heir")).isEqualTo(new Outcome.Applied<>("heir"));

        Outcome<String> outcome = zombie.finish(new Decision.Accept<>("zombie"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Replayed.class,
                        replayed -> assertThat(replayed.value()).isEqualTo("heir"));
    }

    @Test
    void zombieWhoseHeirIsStillAtWorkCompletesNothingAndFreesNothing() {
        LeasedRun<String> zombie = one.start(AGAIN, Business.call("key"));
        lapse();
        LeasedRun<String> heir = other.start(AGAIN, Business.call("key"));
        Lease old = lease(zombie.attempt());
        assertThat(heir.attempt().fence()).isGreaterThan(old.fence());

        assertThat(store.renew(old, LENGTH)).isFalse();
        assertThat(store.release(old)).isFalse();
        assertThat(store.doubt(old)).isFalse();
        assertThat(zombie.finish(new Decision.Accept<>("zombie")).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(execute(one, AGAIN, "third").kind()).isEqualTo(Kind.IN_PROGRESS);
        assertThat(heir.finish(new Decision.Accept<>("heir"))).isEqualTo(new Outcome.Applied<>("heir"));
    }

    @Test
    void failedZombieReleasesNothing() {
        LeasedRun<String> zombie = one.start(AGAIN, Business.call("key"));
        lapse();
        LeasedRun<String> heir = other.start(AGAIN, Business.call("key"));
        zombie.fail(new IllegalStateException("late"));
        assertThat(execute(one, AGAIN, "third").kind()).isEqualTo(Kind.IN_PROGRESS);
        heir.fail(new IllegalStateException("the heir fails too"));
        assertThat(execute(one, AGAIN, "third")).isEqualTo(new Outcome.Applied<>("third"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void zombiesBusinessTransactionCannotCommit(String isolation) throws Exception {
        LeasedRun<String> zombie = one.start(AGAIN, Business.call("key"));
        try (Connection business = database.plain(isolation).getConnection()) {
            business.setAutoCommit(false);
            Database.text(business, "SELECT count(*) FROM onefold_claim");
            lapse();
            LeasedRun<String> heir = other.start(AGAIN, Business.call("key"));
            assertThatThrownBy(() -> JdbcStore.guard(business, zombie.attempt()))
                    .satisfiesAnyOf(
                            failure -> assertThat(failure).isInstanceOf(LeaseLostException.class),
                            failure -> assertThat(Sql.isTransient(failure)).isTrue());
            business.rollback();
            JdbcStore.guard(business, heir.attempt());
            business.commit();
            heir.finish(new Decision.Accept<>("heir"));
            assertThatThrownBy(() -> JdbcStore.guard(business, heir.attempt()))
                    .as("a finished run guards nothing")
                    .isInstanceOf(LeaseLostException.class);
            business.rollback();
        }
    }

    /** The claim is deleted and made anew: an old snapshot still shows the zombie's. */
    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void oldSnapshotDoesNotGuardAClaimThatWasFreed(String isolation) throws Exception {
        LeasedRun<String> freed = one.start(AGAIN, Business.call("key"));
        Attempt attempt = freed.attempt();
        try (Connection business = database.plain(isolation).getConnection()) {
            business.setAutoCommit(false);
            Database.text(business, "SELECT count(*) FROM onefold_claim");
            freed.fail(new IllegalStateException("given up"));
            assertThatThrownBy(() -> JdbcStore.guard(business, attempt)).isInstanceOf(Exception.class);
            business.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void guardKeepsTheClaimUntilItsTransactionEndsAndLetsRenewalsPass(String isolation) throws Exception {
        LeasedRun<String> owner = one.start(AGAIN, Business.call("key"));
        try (Connection business = database.plain(isolation).getConnection()) {
            business.setAutoCommit(false);
            JdbcStore.guard(business, owner.attempt());
            assertThat(store.renew(lease(owner.attempt()), LENGTH)).isTrue();
            lapse();
            assertThat(execute(other, AGAIN, "heir").kind()).isEqualTo(Kind.IN_PROGRESS);
            Business.effect(business, "key", "owner");
            business.commit();
        }
        assertThat(execute(other, AGAIN, "heir")).isEqualTo(new Outcome.Applied<>("heir"));
        assertThat(database.effects("key")).isEqualTo(1);
    }

    /** A renewal makes a new version of the claim, which an old snapshot does not show. */
    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void guardAfterARenewalInAnOldSnapshot(String isolation) throws Exception {
        LeasedRun<String> owner = one.start(AGAIN, Business.call("key"));
        try (Connection business = database.plain(isolation).getConnection()) {
            business.setAutoCommit(false);
            Database.text(business, "SELECT count(*) FROM onefold_claim");
            assertThat(store.renew(lease(owner.attempt()), LENGTH)).isTrue();
            JdbcStore.guard(business, owner.attempt());
            lapse();
            assertThat(execute(other, AGAIN, "heir").kind()).isEqualTo(Kind.IN_PROGRESS);
            business.commit();
        }
        owner.finish(new Decision.Accept<>("owner"));
    }

    @Test
    void fenceGrowsThroughTakeOverReleaseAndForgetting() {
        LeasedOperation<String> brief = AGAIN.with(new Retention(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        List<Long> fences = new ArrayList<>();
        fences.add(one.start(brief, Business.call("key")).attempt().fence());
        lapse();
        LeasedRun<String> heir = other.start(brief, Business.call("key"));
        fences.add(heir.attempt().fence());
        heir.fail(new IllegalStateException("released"));
        LeasedRun<String> next = other.start(brief, Business.call("key"));
        fences.add(next.attempt().fence());
        next.finish(new Decision.Accept<>("done"));
        pass(Duration.ofSeconds(1));
        LeasedRun<String> forgotten = other.start(brief, Business.call("key"));
        fences.add(forgotten.attempt().fence());
        assertThat(fences).isSorted().doesNotHaveDuplicates();
        forgotten.finish(new Decision.Accept<>("done again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acquire", "complete"})
    void lostReplyIsAskedForAgainAndNothingRunsTwice(String step) {
        wire.breakNext(
                Fault.REPLY_LOST, step.equals("acquire") ? "COMMIT"::equals : sent -> sent.startsWith("WITH gone"));
        Outcome<String> outcome = one.execute(ASK, Business.call("key"), attempt -> {
            database.execute("INSERT INTO effect (name, made_by) VALUES ('key', 'owner')");
            return "owner";
        });
        assertThat(outcome).isEqualTo(new Outcome.Applied<>("owner"));
        assertThat(execute(other, ASK, "other").kind()).isEqualTo(Kind.REPLAYED);
        assertThat(database.effects("key")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acquire", "complete"})
    void stepThatNeverArrivesIsSentAgain(String step) {
        wire.breakNext(
                Fault.KILLED_BEFORE, step.equals("acquire") ? "COMMIT"::equals : sent -> sent.startsWith("WITH gone"));
        assertThat(execute(one, ASK, "owner")).isEqualTo(new Outcome.Applied<>("owner"));
        assertThat(execute(other, ASK, "other").kind()).isEqualTo(Kind.REPLAYED);
    }

    @Test
    void ownerThatDiesIsTakenOver() {
        one.start(AGAIN, Business.call("key"));
        one.close();
        assertThat(execute(other, AGAIN, "heir").kind()).isEqualTo(Kind.IN_PROGRESS);
        lapse();
        assertThat(execute(other, AGAIN, "heir")).isEqualTo(new Outcome.Applied<>("heir"));
    }

    @Test
    void ownerThatDiesLeavesADoubtThatIsSettledAsDone() {
        one.start(ASK, Business.call("key"));
        one.close();
        assertThat(other.resolve(ASK, Business.call("key"), "too early")).isFalse();
        lapse();
        assertThat(execute(other, ASK, "heir").kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(other.resolve(ASK, Business.call("key"), "it was sent")).isTrue();
        assertThat(other.resolve(ASK, Business.call("key"), "twice")).isFalse();
        Outcome<String> outcome = execute(other, ASK, "heir");
        assertThat(outcome.kind()).isEqualTo(Kind.REPLAYED);
        assertThat(((Outcome.Replayed<String>) outcome).value()).isEqualTo("it was sent");
    }

    @Test
    void ownerThatDiesLeavesADoubtThatIsSettledAsNothing() throws SQLException {
        one.start(ASK, Business.call("key"));
        one.close();
        lapse();
        assertThat(execute(other, ASK, "heir").kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(other.resolveAsNothing(Business.call("key").id())).isTrue();
        assertThat(execute(other, ASK, "heir")).isEqualTo(new Outcome.Applied<>("heir"));
    }

    @Test
    void failedWorkIsInDoubtAtOnce() {
        assertThatThrownBy(() -> one.execute(ASK, Business.call("key"), attempt -> {
                    throw new IllegalStateException("sent or not?");
                }))
                .hasMessage("sent or not?");
        assertThat(execute(other, ASK, "other").kind()).isEqualTo(Kind.UNKNOWN);
    }
}
