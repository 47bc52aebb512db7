package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Codec;
import dev.onefold.Fingerprint;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Kind;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.jdbc.Engine.Sandbox;
import dev.onefold.jdbc.Wire.Fault;
import dev.onefold.token.Token;
import dev.onefold.token.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token costs on PostgreSQL, each statement a round trip, and what is true after one that breaks. */
class TokenRoundTripsTest {

    private static final Scope SCOPE = new Scope("shop", "customer");
    private static final Fingerprint CONTENT = Fingerprint.ofText("content");
    private static final TransactionalOperation<String> CHECKOUT = Operation.transactional("checkout", Codec.text());

    private final Sandbox sandbox = Engine.POSTGRESQL.create();
    private final Wire wire = new Wire(sandbox.dataSource());
    private final JdbcTokenStore store = JdbcTokenStore.on(wire.dataSource());
    private final Tokens<Connection> tokens = Tokens.on(store);

    @BeforeEach
    void prepare() {
        sandbox.execute("CREATE TABLE effect (name varchar(100) NOT NULL)");
        wire.trips();
    }

    @AfterEach
    void close() {
        tokens.close();
        sandbox.close();
    }

    private String token() {
        return ((Applied<Token>) tokens.issue(CHECKOUT, SCOPE)).value().value();
    }

    private static Outcome<String> submit(Tokens<Connection> tokens, String token) throws SQLException {
        return tokens.submit(CHECKOUT, SCOPE, token, CONTENT, connection -> {
            TokenNodes.write(connection, token);
            return "ordered";
        });
    }

    @Test
    void issuing_costs_one() {
        token();
        assertThat(wire.trips()).hasSize(1);
    }

    @Test
    void first_submission_costs_two_more_than_the_business_and_a_replay_one() throws SQLException {
        String token = token();
        wire.trips();
        assertThat(submit(tokens, token).kind()).isEqualTo(Kind.APPLIED);
        assertThat(wire.trips()).hasSize(3);
        assertThat(submit(tokens, token).kind()).isEqualTo(Kind.REPLAYED);
        assertThat(wire.trips()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_SERIALIZABLE})
    void in_the_callers_transaction_a_first_submission_costs_a_savepoint_more(int isolation) throws SQLException {
        String token = token();
        try (Connection connection = wire.dataSource().getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            wire.trips();
            Tokens<Connection> joined = tokens.within(store.within(connection));
            assertThat(submit(joined, token).kind()).isEqualTo(Kind.APPLIED);
            assertThat(wire.trips()).hasSize(isolation == Connection.TRANSACTION_READ_COMMITTED ? 4 : 6);
            assertThat(submit(joined, token).kind()).isEqualTo(Kind.REPLAYED);
            assertThat(wire.trips()).hasSize(1);
            connection.commit();
        }
    }

    @Test
    void never_issued_costs_one() throws SQLException {
        assertThat(submit(tokens, "AAAAAAAAAAAAAAAAAAAAAAAA").kind()).isEqualTo(Kind.REJECTED);
        assertThat(wire.trips()).hasSize(1);
    }

    @Test
    void connection_killed_at_each_statement_leaves_the_token_unused() throws SQLException {
        boolean reached = true;
        for (int trip = 0; reached; trip++) {
            String token = token();
            AtomicInteger left = new AtomicInteger(trip);
            wire.breakNext(Fault.KILLED_BEFORE, sent -> left.getAndDecrement() == 0);
            try {
                submit(tokens, token);
            } catch (Exception killed) {
                assertThat(killed).as("killed at %s", trip).isNotNull();
            }
            reached = left.get() < 0;
            wire.breakNext(Fault.KILLED_BEFORE, sent -> false);
            if (reached) {
                assertThat(effects(token)).as("killed at %s", trip).isZero();
            }
            Kind kind;
            do {
                kind = submit(tokens, token).kind();
            } while (kind == Kind.IN_PROGRESS);
            assertThat(kind).isEqualTo(reached ? Kind.APPLIED : Kind.REPLAYED);
            assertThat(effects(token)).isEqualTo(1);
        }
    }

    @Test
    void commit_whose_reply_is_lost_is_unknown_and_then_replayed() throws SQLException {
        String token = token();
        wire.breakNext(Fault.REPLY_LOST, "COMMIT"::equals);
        assertThat(submit(tokens, token).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(submit(tokens, token).kind()).isEqualTo(Kind.REPLAYED);
        assertThat(effects(token)).isEqualTo(1);
    }

    private long effects(String token) {
        return sandbox.number("SELECT count(*) FROM effect WHERE name = '" + token + "'");
    }

    @Test
    void only_a_digest_is_stored() throws SQLException {
        String token = token();
        submit(tokens, token);
        assertThat(sandbox.column("SELECT t::text FROM onefold_token t")).noneMatch(row -> row.contains(token));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void maintenance_deletes_what_is_forgotten_and_nothing_else(Engine engine) throws SQLException {
        try (Sandbox other = engine.create()) {
            JdbcTokenStore kept = JdbcTokenStore.on(other.dataSource());
            try (Tokens<Connection> some = Tokens.on(kept)) {
                String used =
                        ((Applied<Token>) some.issue(CHECKOUT, SCOPE)).value().value();
                some.submit(CHECKOUT, SCOPE, used, CONTENT, connection -> "ordered");
                some.issue(CHECKOUT, SCOPE);
                other.advance(Duration.ofHours(2));
                some.issue(CHECKOUT, SCOPE);

                kept.maintain();
                assertThat(other.column("SELECT state FROM onefold_token ORDER BY state"))
                        .isEqualTo(List.of("0", "2"));
                other.advance(Duration.ofDays(31));
                kept.maintain();
                assertThat(other.number("SELECT count(*) FROM onefold_token")).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void missing_table_is_told_at_start(Engine engine) {
        try (Sandbox empty = engine.empty()) {
            assertThatThrownBy(() -> JdbcTokenStore.on(empty.dataSource()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("V4__token.sql")
                    .hasMessageContaining("JdbcSchema.initialize");
        }
    }
}
