package dev.onefold.jdbc;

import java.sql.Connection;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbSequenceTest extends SequenceTests {

    MariaDbSequenceTest() {
        super(Engine.MARIADB, Connection.TRANSACTION_REPEATABLE_READ);
    }
}
