package dev.onefold.jdbc;

import dev.onefold.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/** Where transactions come from: a data source, a connection in somebody's hands, or a framework. */
public interface JdbcTransactions {

    /** Whether the calling thread holds a transaction that {@link #open} would join. */
    boolean joins();

    /**
     * Joins the calling thread's transaction, or begins one.
     *
     * @throws IllegalStateException if the calling thread holds a transaction on something else than the records'
     *     database
     * @throws SQLException if no connection is to be had
     */
    JdbcTransaction open() throws SQLException;

    /** A transaction that was joined or begun. Used by one thread. */
    interface JdbcTransaction {

        boolean joined();

        Connection connection();

        /** Remembers this point. */
        void mark() throws SQLException;

        /** Gives the mark up: what was done since is part of the joined transaction. */
        void keep() throws SQLException;

        /** Goes back to the marked point and leaves the transaction usable, also after a failed statement. */
        void undo() throws SQLException;

        /**
         * Whether {@link #commit}, called now, would do nothing but send COMMIT: nobody has work or a veto left in between.
         * Then a COMMIT may be sent with the last statement, which saves a round trip, and {@code commit} is called when
         * the transaction on the connection has ended already.
         */
        default boolean commitsAtOnce() {
            return false;
        }

        /** What {@link #commit} would make of a COMMIT that the database refused: what the caller gets thrown. */
        default RuntimeException refused(SQLException failure) {
            return new StoreException("The commit failed", failure);
        }

        /**
         * Commits; never called if joined.
         *
         * @throws SQLException or a framework's exception with one among its causes
         */
        void commit() throws SQLException;

        /** Rolls back what was begun and not committed, and gives the connection back. Called once, and never throws. */
        void close();
    }
}
