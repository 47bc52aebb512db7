package dev.onefold.shop.settlement;

import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcJobs;
import dev.onefold.job.Job;
import dev.onefold.job.JobRun;
import dev.onefold.job.Jobs;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
@DependsOn("onefoldStore")
class SettlementRepository {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String SETTLE = """
            INSERT INTO settlement (date, account, amount_minor)
            SELECT ?, account.id, coalesce(sum(moved.amount_minor), 0)
              FROM account LEFT JOIN (
                     SELECT entry.account_id, entry.amount_minor
                       FROM ledger_entry entry JOIN ledger_transaction made ON made.id = entry.transaction_id
                      WHERE (made.at AT TIME ZONE 'UTC')::date = ?) moved ON moved.account_id = account.id
             WHERE account.id = ANY (?)
             GROUP BY account.id""";

    private static final int ACCOUNTS_AT_ONCE = 10;
    private static final Job<Settled> SETTLEMENT = Job.of("settlement", Settled.CODEC)
            .lease(Duration.ofSeconds(3), Duration.ofSeconds(1))
            .attempts(20);

    private final JdbcClient jdbc;
    private final Jobs<Connection> jobs;

    SettlementRepository(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.jobs = Jobs.on(
                JdbcJobs.on(dataSource), "shop-" + ProcessHandle.current().pid());
    }

    @PreDestroy
    void close() {
        jobs.close();
    }

    Outcome<Settled> settle(LocalDate day) throws SQLException {
        return jobs.runOnce(SETTLEMENT, day.toString(), this::settleRest);
    }

    Map<LocalDate, Outcome<Settled>> catchUp(LocalDate from, LocalDate to) throws SQLException {
        return jobs.catchUp(SETTLEMENT, from, to, day -> day.plusDays(1), this::settleRest);
    }

    /** What is left of a day, some accounts at a time. */
    private Settled settleRest(JobRun<Connection> run) throws SQLException {
        LocalDate day = LocalDate.parse(run.period());
        List<UUID> accounts = next(run.checkpoint());
        while (!accounts.isEmpty()) {
            UUID[] these = accounts.toArray(UUID[]::new);
            run.step(these[these.length - 1].toString(), connection -> settleThese(connection, day, these));
            accounts = next(run.checkpoint());
        }
        return new Settled(jdbc.sql("SELECT count(*) FROM settlement WHERE date = :day")
                .param("day", day)
                .query(Long.class)
                .single());
    }

    private List<UUID> next(@Nullable String after) {
        return jdbc.sql("SELECT id FROM account WHERE kind = 'WALLET' AND id > :after ORDER BY id LIMIT :most")
                .param("after", after == null ? BEFORE_ALL : UUID.fromString(after))
                .param("most", ACCOUNTS_AT_ONCE)
                .query(UUID.class)
                .list();
    }

    private static int settleThese(Connection connection, LocalDate day, UUID[] accounts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setObject(1, day);
            statement.setObject(2, day);
            statement.setArray(3, connection.createArrayOf("uuid", accounts));
            return statement.executeUpdate();
        }
    }
}
