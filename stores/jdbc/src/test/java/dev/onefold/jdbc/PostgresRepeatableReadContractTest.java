package dev.onefold.jdbc;

class PostgresRepeatableReadContractTest extends PostgresTransactionalContractTest {

    @Override
    PostgresNodes nodes() {
        return PostgresNodes.at("repeatable read");
    }
}
