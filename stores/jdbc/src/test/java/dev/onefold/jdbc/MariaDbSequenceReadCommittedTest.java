package dev.onefold.jdbc;

import java.sql.Connection;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbSequenceReadCommittedTest extends SequenceTests {

    MariaDbSequenceReadCommittedTest() {
        super(Engine.MARIADB, Connection.TRANSACTION_READ_COMMITTED);
    }
}
