package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Codec;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome.Kind;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The tables: made once, by whoever comes first, and checked at every start. */
class SchemaTest {

    private Database database;

    @BeforeEach
    void open() {
        database = Database.empty();
    }

    @AfterEach
    void close() {
        assertThat(database.advisoryLocks()).isZero();
        database.close();
    }

    private static void assertWorks(DataSource dataSource) {
        Retention hours = new Retention(Duration.ofHours(1), Duration.ofHours(2));
        try (Onefold<Connection> onefold = Onefold.on(JdbcStore.on(dataSource))) {
            for (Kind kind : List.of(Kind.APPLIED, Kind.REPLAYED)) {
                assertThat(onefold.execute(
                                        Operation.transactional("place", Codec.text())
                                                .with(hours),
                                        Business.call("key"),
                                        connection -> "yes")
                                .kind())
                        .isEqualTo(kind);
            }
        }
    }

    @Test
    void initializedAgainIsLeftAsItIs() {
        JdbcSchema.initialize(database.plain(), new Retention(Duration.ofHours(1), Duration.ofHours(2)));
        JdbcSchema.initialize(database.plain());
        assertThat(database.number("SELECT most_known_seconds FROM onefold_schema"))
                .isEqualTo(7_200);
        assertWorks(database.plain());
    }

    @Test
    void initializedByManyAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                starts.add(() -> {
                    JdbcSchema.initialize(database.plain());
                    JdbcStore.on(database.plain());
                    return true;
                });
            }
            for (Future<Boolean> start : threads.invokeAll(starts)) {
                assertThat(start.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertWorks(database.plain());
    }

    @Test
    void missingTablesAreNamedWithWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcStore.on(database.plain()))
                .withMessageContaining("There is no table onefold_")
                .withMessageContaining("V1__onefold.sql")
                .withMessageContaining("JdbcSchema.initialize");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TABLE onefold_record",
                "TABLE onefold_body",
                "TABLE onefold_claim",
                "TABLE onefold_schema",
                "SEQUENCE onefold_fence",
                "SEQUENCE onefold_body_no",
                "FUNCTION onefold_now",
                "FUNCTION onefold_content"
            })
    void anyMissingPartIsNamed(String part) {
        JdbcSchema.initialize(database.plain());
        database.execute("DROP " + part);
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcStore.on(database.plain()))
                .withMessageContaining(part.substring(part.indexOf(' ') + 1))
                .withMessageContaining("V1__onefold.sql");
    }

    @Test
    void missingColumnIsNamed() {
        JdbcSchema.initialize(database.plain());
        database.execute("ALTER TABLE onefold_claim DROP COLUMN take_over");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcStore.on(database.plain()))
                .withMessageContaining("onefold_claim")
                .withMessageContaining("take_over");
    }

    @Test
    void aPartitionWithoutItsUniqueIndexIsNamedWithWhatToDo() {
        JdbcSchema.initialize(database.plain());
        database.execute("CREATE TABLE by_hand PARTITION OF onefold_record FOR VALUES FROM (1) TO (2)");
        database.execute("CREATE UNIQUE INDEX ON by_hand (id) WHERE bucket = 1");
        database.execute("CREATE UNIQUE INDEX ON by_hand (bucket, id)");
        database.execute("CREATE INDEX ON by_hand (id)");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcStore.on(database.plain()))
                .withMessageContaining("Partition by_hand")
                .withMessageEndingWith("CREATE UNIQUE INDEX CONCURRENTLY ON by_hand (id)");
        database.execute("CREATE UNIQUE INDEX CONCURRENTLY ON by_hand (id)");
        assertWorks(database.plain());
    }

    @Test
    void otherVersionIsRefused() {
        JdbcSchema.initialize(database.plain());
        database.execute("UPDATE onefold_schema SET version = 2");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcStore.on(database.plain()))
                .withMessageContaining("version 1");
    }

    @Test
    void longerRetentionThanTheDatabaseKeepsIsRefusedWhenDeclared() {
        JdbcSchema.initialize(database.plain(), new Retention(Duration.ofHours(1), Duration.ofDays(2)));
        try (Onefold<Connection> onefold = Onefold.on(JdbcStore.on(database.plain()))) {
            Operation<String> place = Operation.transactional("place", Codec.text())
                    .with(new Retention(Duration.ofHours(2), Duration.ofDays(2)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> onefold.declare(place))
                    .withMessageContaining("retention.answer")
                    .withMessageContaining("PT1H");
            Operation<String> ship =
                    Operation.leased("ship", Codec.text()).with(new Retention(Duration.ofHours(1), Duration.ofDays(3)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> onefold.declare(ship))
                    .withMessageContaining("retention.tombstone");
        }
    }

    @Test
    void retentionOfPartsOfASecondIsKept() {
        Retention odd = new Retention(Duration.ofMillis(1_500), Duration.ofMillis(2_500));
        JdbcSchema.initialize(database.plain(), odd);
        try (Onefold<Connection> onefold = Onefold.on(JdbcStore.on(database.plain()))) {
            assertThat(onefold.execute(
                                    Operation.transactional("place", Codec.text())
                                            .with(odd),
                                    Business.call("key"),
                                    connection -> "yes")
                            .kind())
                    .isEqualTo(Kind.APPLIED);
        }
    }

    @Test
    void otherProductIsRefused() {
        DataSource oracle = (DataSource) proxy(
                DataSource.class,
                database.plain(),
                "getConnection",
                real -> proxy(
                        Connection.class,
                        real,
                        "getMetaData",
                        metaData ->
                                proxy(DatabaseMetaData.class, metaData, "getDatabaseProductName", name -> "Oracle")));
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcStore.on(oracle))
                .withMessageContaining("this database is Oracle");
    }

    private static Object proxy(
            Class<?> type, Object real, String altered, java.util.function.UnaryOperator<Object> change) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (same, method, arguments) -> {
            Object result = method.invoke(real, arguments);
            return method.getName().equals(altered) ? change.apply(result) : result;
        });
    }

    @Test
    void tablesInASchemaOfTheirOwn() {
        database.execute("CREATE SCHEMA shop_keys");
        PGSimpleDataSource dataSource = database.plain();
        dataSource.setCurrentSchema("shop_keys,public");
        JdbcSchema.initialize(dataSource);
        assertWorks(dataSource);
        assertThat(JdbcStore.on(dataSource).maintain()).isZero();
        assertThat(database.number("SELECT count(*) FROM shop_keys.onefold_record"))
                .isEqualTo(1);
        assertThatThrownBy(() -> JdbcStore.on(database.plain())).hasMessageContaining("in schema public");
    }

    /** A pool of one cannot lend a second connection while the first is out. */
    @Test
    void poolOfOneConnection() {
        JdbcSchema.initialize(database.plain());
        assertWorks(database.pool(1, pool -> pool.setConnectionTimeout(2_000)));
    }
}
