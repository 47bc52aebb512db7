package dev.onefold.jdbc;

import java.sql.Connection;
import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2SequenceTest extends SequenceTests {

    H2SequenceTest() {
        super(Engine.H2, Connection.TRANSACTION_READ_COMMITTED);
    }
}
