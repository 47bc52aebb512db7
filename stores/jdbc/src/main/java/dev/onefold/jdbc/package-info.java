/**
 * Records in the caller's own SQL transaction. {@link dev.onefold.jdbc.JdbcStore} is the way in,
 * {@link dev.onefold.jdbc.JdbcSchema} makes its tables, and {@link dev.onefold.jdbc.JdbcTransactions} is what a
 * framework implements to let it join transactions of its own.
 */
@NullMarked
package dev.onefold.jdbc;

import org.jspecify.annotations.NullMarked;
