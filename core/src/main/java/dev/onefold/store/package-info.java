/**
 * What a store implements. The protocol is the engine's; a store offers a few atomic steps:
 * {@link dev.onefold.store.TransactionalStore} where record and effect share a database,
 * {@link dev.onefold.store.LeasedStore} where they do not. {@link dev.onefold.store.InMemoryStore} is the reference.
 */
@NullMarked
package dev.onefold.store;

import org.jspecify.annotations.NullMarked;
