package dev.onefold.client;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

class H2IntentsTest extends JdbcIntentsContract {

    private static final DataSource SOURCE =
            JdbcConnectionPool.create("jdbc:h2:mem:intents;DB_CLOSE_DELAY=-1", "sa", "");

    @Override
    DataSource source() {
        return SOURCE;
    }
}
