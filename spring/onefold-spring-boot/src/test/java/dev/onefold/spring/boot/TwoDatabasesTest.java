package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Fingerprint;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.StoreUnavailableException;
import dev.onefold.TransactionalOperation;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.spring.SpringTransactions;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The records' database, and another one with a transaction manager of its own. */
class TwoDatabasesTest {

    private static final String NOT_HERE = "not on the data source of Onefold's records";

    private final TransactionalOperation<String> operation = Operation.transactional("two", Codec.text());
    private final DataSource records = TestDatabase.dataSource(TestDatabase.freshUrl());
    private final DataSource other = TestDatabase.dataSource(TestDatabase.freshUrl());
    private final TransactionTemplate onRecords = new TransactionTemplate(new JdbcTransactionManager(records));
    private final TransactionTemplate onOther = new TransactionTemplate(new JdbcTransactionManager(other));
    private final Onefold<Connection> onefold = Onefold.on(store(records));

    private JdbcStore store(DataSource dataSource) {
        JdbcSchema.initialize(records);
        return JdbcStore.on(records, new SpringTransactions(new JdbcTransactionManager(records), dataSource));
    }

    @AfterEach
    void close() {
        onefold.close();
    }

    @Test
    void aTransactionOnTheRecordsDatabaseIsJoined() {
        onRecords.executeWithoutResult(status -> assertThat(add()).isInstanceOf(Outcome.Applied.class));
        assertThat(effects(records)).isEqualTo(1);
    }

    @Test
    void aTransactionOnAnotherDatabaseIsRefusedAtOnce() {
        onOther.executeWithoutResult(status -> assertThatThrownBy(this::add)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(NOT_HERE));
        assertThat(effects(records)).isZero();
    }

    @Test
    void aConnectionThatIsBoundOutsideOfItsTransactionIsNoTransaction() {
        onOther.executeWithoutResult(status -> {
            assertThat(effects(records)).as("binds a connection").isZero();
            assertThatThrownBy(this::add)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(NOT_HERE);
        });
        assertThat(effects(records)).isZero();
    }

    @Test
    void aManagerOfAnotherDatabaseIsRefused() {
        JdbcStore store = JdbcStore.on(records, new SpringTransactions(new JdbcTransactionManager(other), records));
        try (Onefold<Connection> misled = Onefold.on(store)) {
            assertThatThrownBy(() -> add(misled))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not manage the data source of Onefold's records");
        }
        assertThat(effects(records)).isZero();
    }

    @Test
    void aTransactionAwareDataSourceIsTheOneBehindIt() {
        DataSource aware = new TransactionAwareDataSourceProxy(records);
        try (Onefold<Connection> through = Onefold.on(store(aware))) {
            onRecords.executeWithoutResult(status -> assertThat(add(through)).isInstanceOf(Outcome.Applied.class));
        }
        assertThat(effects(records)).isEqualTo(1);
    }

    @Test
    void aDatabaseThatGivesNoTransactionIsUnavailable() {
        DataSource nowhere = TestDatabase.dataSource("jdbc:postgresql://localhost:1/none");
        JdbcStore store = JdbcStore.on(records, new SpringTransactions(new JdbcTransactionManager(nowhere), nowhere));
        try (Onefold<Connection> down = Onefold.on(store)) {
            assertThatThrownBy(() -> add(down)).isInstanceOf(StoreUnavailableException.class);
        }
    }

    private Outcome<String> add() {
        return add(onefold);
    }

    private Outcome<String> add(Onefold<Connection> engine) {
        Call call = Call.of(new Scope("", "somebody"), "key", Fingerprint.ofText("content"));
        return engine.execute(operation, call, connection -> {
            new JdbcTemplate(new SingleConnectionDataSource(connection, true))
                    .update("INSERT INTO effect VALUES ('one')");
            return "done";
        });
    }

    private static long effects(DataSource dataSource) {
        Long count = new JdbcTemplate(dataSource).queryForObject("SELECT count(*) FROM effect", Long.class);
        return count == null ? -1 : count;
    }
}
