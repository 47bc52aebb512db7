/** Tests against a real server: {@link dev.onefold.zookeeper.ZooKeeperServer}. */
@NullMarked
package dev.onefold.zookeeper;

import org.jspecify.annotations.NullMarked;
