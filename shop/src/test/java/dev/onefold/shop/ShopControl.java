package dev.onefold.shop;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.onefold.conformance.Caller;
import dev.onefold.conformance.Control;
import dev.onefold.conformance.Hold;
import dev.onefold.conformance.KillPoint;
import dev.onefold.conformance.NotOfferedException;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What reaches behind the shop: its database. A business is a product of that code, which is sold; an effect is an order line of
 * it. The shop itself knows nothing of this.
 */
final class ShopControl implements Control, AutoCloseable {

    /** In front of the code of a product whose one order is there to be cancelled. */
    static final String CANCELLED = "c";

    private static final String FAULTS = """
            CREATE SEQUENCE death_in_effect START 2;
            CREATE SEQUENCE death_before_commit START 2;
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF nextval('death_' || TG_ARGV[0]) = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
              RETURN NEW;
            END $$;
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE times text := quote_ident(TG_ARGV[0] || NEW.code);
            BEGIN
              IF to_regclass(times) IS NOT NULL AND nextval(times::regclass) = 1 THEN
                RAISE EXCEPTION 'a failure that was asked for';
              END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER die_in_effect AFTER INSERT ON payment FOR EACH ROW EXECUTE FUNCTION die('in_effect');
            CREATE TRIGGER die_before_commit AFTER INSERT ON onefold_record
              FOR EACH ROW EXECUTE FUNCTION die('before_commit');
            CREATE TRIGGER fail_before BEFORE INSERT ON order_line FOR EACH ROW EXECUTE FUNCTION fail('before ');
            CREATE CONSTRAINT TRIGGER fail_at_commit AFTER INSERT ON order_line DEFERRABLE INITIALLY DEFERRED
              FOR EACH ROW EXECUTE FUNCTION fail('after ')""";

    private static final String AWAY = "onefold_record_away";

    private final DataSource database;
    private final JdbcClient jdbc;
    private final JdbcStore store;
    private final Api api;
    private final Logger library = (Logger) LoggerFactory.getLogger("dev.onefold");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Set<String> products = ConcurrentHashMap.newKeySet();
    private boolean clockMoved;
    private boolean storeAway;
    private boolean bobOut;

    ShopControl(DataSource database, JdbcStore store, Api api) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.store = store;
        this.api = api;
        log.start();
        library.setLevel(Level.TRACE);
        library.setAdditive(false);
        library.addAppender(log);
        jdbc.sql(FAULTS).update();
        addClient("stranger", "other", "stranger-demo-key");
        addClient("bob", "demo", "bob-demo-key");
        addClient("ann", "demo", "ann-demo-key");
    }

    private void addClient(String name, String tenant, String key) {
        jdbc.sql("INSERT INTO api_client (name, tenant, role, key_sha256) VALUES (?, ?, 'SHOPPER', sha256(?::bytea))"
                        + " ON CONFLICT DO NOTHING")
                .params(name, tenant, key)
                .update();
    }

    /** Gives Ann another key; the old one is gone. */
    void renewAnn(String key) {
        jdbc.sql("UPDATE api_client SET key_sha256 = sha256(?::bytea) WHERE name = 'ann'")
                .param(key)
                .update();
    }

    /** A product of that code, so many on hand. */
    void product(String code, long onHand) {
        if (products.add(code)) {
            jdbc.sql("INSERT INTO product (code, description, unit_price) VALUES (?, 'thing', 1)")
                    .param(code)
                    .update();
            jdbc.sql("INSERT INTO stock (code, on_hand) VALUES (?, ?)")
                    .params(code, onHand)
                    .update();
        }
    }

    /** The next order of this product fails once: before its line is written, or at the commit. */
    void failOnce(String when, String code) {
        jdbc.sql("CREATE SEQUENCE IF NOT EXISTS \"" + when + " " + code + "\"").update();
    }

    @Override
    public int effects(String business) {
        return count("SELECT count(*) FROM order_line WHERE code = ?", business)
                + count(
                        "SELECT count(*) FROM order_line l JOIN customer_order o ON o.id = l.order_id"
                                + " WHERE l.code = ? AND o.status = 'CANCELLED'",
                        CANCELLED + business);
    }

    private int count(String sql, String code) {
        return jdbc.sql(sql).param(code).query(Integer.class).single();
    }

    /** Whoever sells the product waits for its row. */
    @Override
    public Hold hold(String business) {
        product(business, ShopSubject.PLENTY);
        return RowHold.of(database, business);
    }

    @Override
    public void dieAt(KillPoint point) {
        String sequence = switch (point) {
            case IN_EFFECT -> "death_in_effect";
            case BEFORE_COMMIT -> "death_before_commit";
            case BEFORE_CLAIM, AFTER_CLAIM, AFTER_COMMIT ->
                throw new NotOfferedException("the shop's database has no trigger for that moment");
        };
        jdbc.sql("ALTER SEQUENCE " + sequence + " RESTART WITH 1").update();
    }

    @Override
    public void clockAhead(Duration ahead) {
        clockMoved = true;
        jdbc.sql("CREATE OR REPLACE FUNCTION onefold_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE"
                        + " AS 'SELECT clock_timestamp() + interval ''" + ahead.toMillis() + " milliseconds'''")
                .update();
        removeExpired();
    }

    @Override
    public void removeExpired() {
        // the pool may hand out a session that has died
        Awaitility.await().ignoreExceptionsInstanceOf(StoreException.class).until(() -> store.maintain() >= 0);
    }

    @Override
    public void storeAvailable(boolean available) {
        storeAway = !available;
        String from = available ? AWAY : "onefold_record";
        String to = available ? "onefold_record" : AWAY;
        jdbc.sql("ALTER TABLE " + from + " RENAME TO " + to).update();
    }

    @Override
    public void permitted(Caller caller, boolean permitted) {
        bobOut = !permitted;
        if (permitted) {
            addClient("bob", "demo", "bob-demo-key");
        } else {
            jdbc.sql("DELETE FROM api_client WHERE name = 'bob'").update();
        }
    }

    /** The database shows bytes in hexadecimal digits. */
    @Override
    public String stored() {
        return List.of("onefold_record", "onefold_body").stream()
                .map(table -> jdbc.sql("SELECT coalesce(string_agg(r::text, ' '), '') FROM " + table + " r")
                        .query(String.class)
                        .single())
                .collect(Collectors.joining(" "));
    }

    @Override
    public String logged() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String openApi() {
        return api.get("/v3/api-docs").expect(200).response().body();
    }

    @Override
    public void reset() {
        jdbc.sql("ALTER SEQUENCE death_in_effect RESTART WITH 2; ALTER SEQUENCE death_before_commit RESTART WITH 2")
                .update();
        log.list.clear();
        if (storeAway) {
            storeAvailable(true);
        }
        if (bobOut) {
            permitted(Caller.BOB, true);
        }
        if (clockMoved) {
            removeExpired();
            clockAhead(Duration.ZERO);
            clockMoved = false;
        }
    }

    @Override
    public void close() {
        library.detachAppender(log);
        library.setAdditive(true);
        library.setLevel(null);
    }

    /** A lock on the stock of a product, in a transaction of its own. */
    private record RowHold(Connection connection, int session, DataSource database) implements Hold {

        static RowHold of(DataSource database, String code) {
            try {
                Connection connection = database.getConnection();
                connection.setAutoCommit(false);
                try (PreparedStatement lock =
                        connection.prepareStatement("SELECT pg_backend_pid() FROM stock WHERE code = ? FOR UPDATE")) {
                    lock.setString(1, code);
                    try (ResultSet row = lock.executeQuery()) {
                        row.next();
                        return new RowHold(connection, row.getInt(1), database);
                    }
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void awaitReached() {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> JdbcClient.create(database)
                                    .sql("SELECT count(*) FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid))")
                                    .param(session)
                                    .query(Integer.class)
                                    .single()
                            > 0);
        }

        @Override
        public void release() {
            try {
                connection.close();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
