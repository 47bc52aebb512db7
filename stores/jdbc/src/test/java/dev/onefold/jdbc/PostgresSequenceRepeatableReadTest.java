package dev.onefold.jdbc;

import java.sql.Connection;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresSequenceRepeatableReadTest extends SequenceTests {

    PostgresSequenceRepeatableReadTest() {
        super(Engine.POSTGRESQL, Connection.TRANSACTION_REPEATABLE_READ);
    }
}
