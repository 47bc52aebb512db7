package dev.onefold.jdbc;

class PostgresSerializableContractTest extends PostgresTransactionalContractTest {

    @Override
    PostgresNodes nodes() {
        return PostgresNodes.at("serializable");
    }
}
