package dev.onefold.example;

import dev.onefold.*;
import dev.onefold.jdbc.*;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.*;

/** Pays twice under one key; the money moves once. Every statement of the work commits together with its answer. */
public final class PlainJava {

    private static final TransactionalOperation<String> PAY = Operation.transactional("pay", Codec.text());

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE TABLE wallet (pence int)");
            sql.execute("INSERT INTO wallet VALUES (1000)");
            JdbcSchema.initialize(postgres.getPostgresDatabase());
            try (Onefold<Connection> onefold = Onefold.on(JdbcStore.on(postgres.getPostgresDatabase()))) {
                Call call = Call.of(new Scope("", "alice"), "order-42", Fingerprint.ofText("pay", "250"));
                for (int copy = 1; copy <= 2; copy++) {
                    System.out.println(onefold.execute(PAY, call, PlainJava::pay));
                }
            }
        }
    }

    private static String pay(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet left = sql.executeQuery("UPDATE wallet SET pence = pence - 250 RETURNING pence")) {
            left.next();
            return left.getInt(1) + " pence left";
        }
    }
}
