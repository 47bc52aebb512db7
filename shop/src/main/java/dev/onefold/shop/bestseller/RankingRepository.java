package dev.onefold.shop.bestseller;

import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcFencedWrites;
import dev.onefold.jdbc.JdbcLocks;
import dev.onefold.lock.FencedWrites;
import dev.onefold.lock.LockStore;
import dev.onefold.shop.bestseller.Ranking.Place;
import dev.onefold.spring.CurrentConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Made after Onefold's tables, which it looks for. */
@Repository
@DependsOn("onefoldStore")
class RankingRepository {

    private static final int THE_ONE = 1;

    private final JdbcClient jdbc;
    private final CurrentConnection connection;
    private final LockStore locks;
    private final FencedWrites<Connection> writes;

    RankingRepository(JdbcClient jdbc, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.locks = JdbcLocks.on(dataSource);
        this.writes = JdbcFencedWrites.on(dataSource, "bestseller_ranking", "fence", "id");
    }

    LockStore locks() {
        return locks;
    }

    /** What the lock is for: this reads every line of every order. */
    List<Place> compute(int places) {
        return jdbc.sql("""
                        SELECT l.code, sum(l.quantity) AS units
                          FROM order_line l JOIN customer_order o ON o.id = l.order_id AND o.status <> 'CANCELLED'
                         GROUP BY l.code ORDER BY units DESC, l.code LIMIT :places
                        """)
                .param("places", places)
                .query((row, number) -> new Place(row.getString("code"), row.getLong("units")))
                .list();
    }

    /** Makes the row this transaction's to write, unless a later holder of the lock has written it. */
    Outcome<Long> claim(long fence) {
        return writes.claim(connection.get(), fence, THE_ONE);
    }

    void write(List<Place> places) {
        jdbc.sql(
                        "UPDATE bestseller_ranking SET codes = :codes, units = :units, built_at = clock_timestamp() WHERE id = :id")
                .param("id", THE_ONE)
                .param("codes", places.stream().map(Place::code).toArray(String[]::new))
                .param("units", places.stream().map(Place::units).toArray(Long[]::new))
                .update();
    }

    Ranking get() {
        return jdbc.sql("SELECT codes, units, built_at FROM bestseller_ranking WHERE id = :id")
                .param("id", THE_ONE)
                .query((row, number) -> ranking(row))
                .single();
    }

    private static Ranking ranking(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("codes").getArray();
        Long[] units = (Long[]) row.getArray("units").getArray();
        List<Place> places = new ArrayList<>();
        for (int place = 0; place < names.length; place++) {
            places.add(new Place(names[place], units[place]));
        }
        OffsetDateTime builtAt = row.getObject("built_at", OffsetDateTime.class);
        return new Ranking(places, builtAt == null ? null : builtAt.toInstant());
    }
}
