package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedWrites;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Fenced writes with one mistake each fail their contract, by the test that is there to find it. */
class FencedWritesTeethTest {

    private record Variant(Class<?> broken, String finder) {}

    static List<Variant> variants() {
        return List.of(
                new Variant(
                        AnyFenceWrites.class,
                        "a_write_of_one_who_lost_the_lock_is_refused_and_its_transaction_goes_on"),
                new Variant(
                        LooksWithoutALock.class,
                        "a_row_that_another_transaction_writes_is_in_progress_and_nobody_waits"),
                new Variant(TransactionOfItsOwn.class, "what_is_rolled_back_leaves_nothing"));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void every_broken_variant_is_found(Variant variant) {
        List<String> failed = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(variant.broken()))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event ->
                        event.getTestDescriptor().getUniqueId().getLastSegment().getValue())
                .toList();

        assertThat(failed).anyMatch(method -> method.contains(variant.finder()));
    }

    abstract static class Broken extends JdbcFencedWritesContract {

        final Engine.Sandbox sandbox;

        Broken() {
            this(withRows(Engine.H2.create()));
        }

        private Broken(Engine.Sandbox sandbox) {
            super(sandbox);
            this.sandbox = sandbox;
        }

        static void write(Connection connection, long fence, Object key) {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE fenced SET fence = ? WHERE id = ? AND coalesce(fence, 0) <= ?")) {
                update.setLong(1, fence);
                update.setObject(2, key);
                update.setLong(3, fence);
                update.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Writes the fence and compares nothing. */
    static class AnyFenceWrites extends Broken {
        @Override
        protected FencedWrites<Connection> writes() {
            return (transaction, fence, key) -> {
                write(transaction, fence, key[0]);
                return new Outcome.Applied<>(0L);
            };
        }
    }

    /** Compares, and leaves the row to everybody until the write. */
    static class LooksWithoutALock extends Broken {
        @Override
        protected FencedWrites<Connection> writes() {
            return (transaction, fence, key) -> {
                long stored = sandbox.number("SELECT coalesce(max(fence), 0) FROM fenced WHERE id = '" + key[0] + "'");
                return stored > fence
                        ? new Outcome.Stale<>("fence " + fence + " is behind " + stored)
                        : new Outcome.Applied<>(stored);
            };
        }
    }

    /** Keeps the fence although the caller rolls back. */
    static class TransactionOfItsOwn extends Broken {
        @Override
        protected FencedWrites<Connection> writes() {
            FencedWrites<Connection> real = super.writes();
            return (transaction, fence, key) -> {
                try (Connection own = begin()) {
                    Outcome<Long> outcome = real.claim(own, fence, key);
                    own.commit();
                    return outcome;
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            };
        }
    }
}
