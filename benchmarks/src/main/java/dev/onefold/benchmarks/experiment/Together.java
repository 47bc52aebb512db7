package dev.onefold.benchmarks.experiment;

import dev.onefold.BatchWork;
import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.store.TransactionalStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** The business of many requests at once, with records and without. */
final class Together {

    /** Locks the accounts in their order: without, two batches wait for each other in a ring. */
    private static final String PLACE_ALL = """
            WITH wanted AS (SELECT account, count(*) AS orders FROM unnest(?::integer[]) AS account GROUP BY account),
            locked AS (SELECT a.id, w.orders FROM account a JOIN wanted w ON w.account = a.id
                        ORDER BY a.id FOR NO KEY UPDATE OF a),
            taken AS (UPDATE account a SET balance = a.balance - 5 * l.orders FROM locked l WHERE a.id = l.id)
            INSERT INTO placed_order (account, amount) SELECT account, 5 FROM unnest(?::integer[]) AS account""";

    private static final CoalescedOperation<Content> PLACE = Operation.coalesced("place-together", Codec.content());

    private Together() {}

    /**
     * Coalesced, on a store that keeps records or on one that keeps none. A request that is alone does the two statements
     * that it does in every other mode.
     */
    static Way way(String name, TransactionalStore<Connection> store, Laboratory laboratory) {
        return way(name, store, laboratory, Together::place);
    }

    /** The same, with the batch's statement for one request too. */
    static Way alwaysSets(String name, TransactionalStore<Connection> store, Laboratory laboratory) {
        return way(name, store, laboratory, Together::placeAll);
    }

    private static Way way(
            String name,
            TransactionalStore<Connection> store,
            Laboratory laboratory,
            BatchWork<Connection, Integer, Content, SQLException> business) {
        Onefold<Connection> onefold = laboratory.closing(
                Onefold.<Connection>builder().transactional(store).build());
        Coalesced<Integer, Content, SQLException> line = onefold.coalesced(PLACE, business);
        return Way.of(
                name, caller -> Modes.requireApplied(line.execute(Modes.call(caller), caller.draw(Business.ACCOUNTS))));
    }

    /** One by itself as it would be placed anyway: the statement for many takes longer than two plain ones. */
    private static List<Decision<Content>> place(Connection connection, List<Integer> accounts) throws SQLException {
        if (accounts.size() > 1) {
            return placeAll(connection, accounts);
        }
        Business.place(connection, accounts.get(0));
        return List.of(new Decision.Accept<>(Business.ANSWER));
    }

    private static List<Decision<Content>> placeAll(Connection connection, List<Integer> accounts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE_ALL)) {
            statement.setArray(1, connection.createArrayOf("int4", accounts.toArray()));
            statement.setArray(2, connection.createArrayOf("int4", accounts.toArray()));
            if (statement.executeUpdate() != accounts.size()) {
                throw new IllegalStateException("Not one order for each request");
            }
        }
        return Collections.nCopies(accounts.size(), new Decision.Accept<>(Business.ANSWER));
    }
}
