package dev.onefold.jdbc;

import java.sql.Connection;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresSequenceSerializableTest extends SequenceTests {

    PostgresSequenceSerializableTest() {
        super(Engine.POSTGRESQL, Connection.TRANSACTION_SERIALIZABLE);
    }
}
