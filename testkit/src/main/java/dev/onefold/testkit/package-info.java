/**
 * For those who write a store of records, or test what uses one.
 *
 * <p>A store is proved by extending the suite of each thing it can do:
 * {@link dev.onefold.testkit.TransactionalStoreContract}, {@link dev.onefold.testkit.CoalescedStoreContract} (the same,
 * and batches), {@link dev.onefold.testkit.JoinedTransactionContract} and
 * {@link dev.onefold.testkit.LeasedStoreContract}. This is a complete test class:
 *
 * <pre>{@code
 * class MyStoreTest extends TransactionalStoreContract<Connection> {
 *
 *     private static final Database database = Database.start();
 *
 *     protected TransactionalStore<Connection> store() {
 *         return database.store();                    // any number of calls, the same data
 *     }
 *
 *     protected TransactionalStore<Connection> anotherStore() {
 *         return database.secondStore();              // a pool of its own, as another process has
 *     }
 *
 *     protected void write(Connection connection, String effect) throws SQLException {
 *         try (PreparedStatement insert = connection.prepareStatement("insert into effect values (?)")) {
 *             insert.setString(1, effect);            // no unique index: a second effect must show
 *             insert.executeUpdate();
 *         }
 *     }
 *
 *     protected List<String> effects() throws SQLException {
 *         return database.query("select name from effect");
 *     }
 *
 *     protected void advance(Duration by) {
 *         database.moveClock(by);                     // the clock of the records, of both stores
 *     }
 * }
 * }</pre>
 *
 * <p>The suites use {@link dev.onefold.testkit.ManualTime}, {@link dev.onefold.testkit.ManualScheduler} and
 * {@link dev.onefold.testkit.Faults} in place of what is slow, at random or rare, and so may any other test.
 */
@NullMarked
package dev.onefold.testkit;

import org.jspecify.annotations.NullMarked;
