package dev.onefold.shop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database of the shop that does without a technique. What a test damages is gone before the next. */
final class WithoutDatabase {

    static final String URL = TestDatabase.freshUrl();

    private static final int QUIET_TRIES = 2_000;

    /** Each table of the shop and of Onefold; a partition is part of its table. */
    private static final String EACH_TABLE = """
            DO $$ DECLARE t name; BEGIN
              FOR t IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                       AND NOT relispartition LOOP
                %s
              END LOOP;
            END $$""";

    private static final List<Backstop> BACKSTOPS = List.of(
            new Backstop(3, "coupon_claim", "coupon_claim_once", "UNIQUE (coupon, customer, nth)"),
            new Backstop(3, "refund", "refund_payment_id_refund_no_key", "UNIQUE (payment_id, refund_no)"),
            new Backstop(
                    9,
                    "purchase_history",
                    "purchase_history_purchase_id_event_id_key",
                    "UNIQUE (purchase_id, event_id)"),
            new Backstop(
                    9,
                    "payment_attempt_history",
                    "payment_attempt_history_attempt_id_event_id_key",
                    "UNIQUE (attempt_id, event_id)"));

    /** An index that is part of the technique, so it goes with it. */
    private record Backstop(int technique, String table, String name, String definition) {

        String dropped() {
            return "ALTER TABLE " + table + " DROP CONSTRAINT " + name;
        }

        String added() {
            return "ALTER TABLE " + table + " ADD CONSTRAINT " + name + " " + definition;
        }
    }

    private WithoutDatabase() {}

    private static JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource(URL, TestDatabase.USER, ""));
    }

    /** Keeps what the shop starts with. */
    static void keep() {
        jdbc().sql("CREATE SCHEMA kept").update();
        jdbc().sql(EACH_TABLE.formatted("EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', t);"))
                .update();
    }

    /** As the shop started, once nothing of the test before is under way. */
    static void restore() {
        awaitQuiet();
        String again = "EXECUTE format('DELETE FROM public.%1$I', t);"
                + " EXECUTE format('INSERT INTO public.%1$I OVERRIDING SYSTEM VALUE TABLE kept.%1$I', t);";
        jdbc().sql("SET session_replication_role = replica;" + EACH_TABLE.formatted(again))
                .update();
    }

    static void drop(int technique) {
        BACKSTOPS.stream()
                .filter(backstop -> backstop.technique() == technique)
                .forEach(backstop -> jdbc().sql(backstop.dropped()).update());
    }

    static void add(int technique) {
        BACKSTOPS.stream()
                .filter(backstop -> backstop.technique() == technique)
                .forEach(backstop -> jdbc().sql(backstop.added()).update());
    }

    private static void awaitQuiet() {
        JdbcClient jdbc = jdbc();
        int tries = 0;
        while (busy(jdbc) > 0 && tries++ < QUIET_TRIES) {
            LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(10, MILLISECONDS));
        }
        assertThat(busy(jdbc)).as("requests still under way").isZero();
    }

    private static long busy(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()")
                .query(Long.class)
                .single();
    }
}
