package dev.onefold.jdbc;

import java.sql.Connection;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresSequenceTest extends SequenceTests {

    PostgresSequenceTest() {
        super(Engine.POSTGRESQL, Connection.TRANSACTION_READ_COMMITTED);
    }
}
