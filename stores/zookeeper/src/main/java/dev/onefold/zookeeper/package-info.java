/** Fenced locks on ZooKeeper. */
@NullMarked
package dev.onefold.zookeeper;

import org.jspecify.annotations.NullMarked;
