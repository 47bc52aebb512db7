/**
 * The PostgreSQL under the shop: {@link dev.onefold.prover.database.Database} is one we start or one that is given, and is
 * refused unless it is durable.
 */
@NullMarked
package dev.onefold.prover.database;

import org.jspecify.annotations.NullMarked;
