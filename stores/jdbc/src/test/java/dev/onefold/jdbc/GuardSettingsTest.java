package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.onefold.row.Deletable;
import dev.onefold.row.UniqueKey;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Guards refuse a server whose settings would have a statement that fails end the caller's transaction. */
class GuardSettingsTest {

    private static List<ThrowingCallable> guards(DataSource database) {
        return List.of(
                () -> JdbcRowLocks.on(database, "thing", "id"),
                () -> JdbcConditionalUpdates.on(database, "thing", "version", "id"),
                () -> JdbcFencedWrites.on(database, "thing", "version", "id"),
                () -> JdbcUniqueInserts.on(database, UniqueKey.of("thing", "id")),
                () -> JdbcDeletions.on(database, Deletable.of("thing", "id").incarnation("version")),
                () -> JdbcSequences.on(database));
    }

    private static HikariDataSource sessions(Engine.Sandbox sandbox, String setting) {
        return sandbox.pool(2, config -> config.setConnectionInitSql(setting));
    }

    @Test
    void a_session_that_rolls_back_upon_a_newer_row_is_refused_with_the_way_out() {
        try (Engine.Sandbox sandbox = Engine.MARIADB.create()) {
            sandbox.execute("CREATE TABLE thing (id bigint PRIMARY KEY, version bigint NOT NULL)");
            DataSource on = sessions(sandbox, "SET innodb_snapshot_isolation = ON");
            DataSource off = sessions(sandbox, "SET innodb_snapshot_isolation = OFF");

            guards(on)
                    .forEach(guard -> assertThatThrownBy(guard)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("sessionVariables=innodb_snapshot_isolation=OFF"));
            guards(off).forEach(guard -> assertThatCode(guard).doesNotThrowAnyException());
        }
    }
}
