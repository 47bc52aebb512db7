@NullMarked
package dev.onefold.check.wire;

import org.jspecify.annotations.NullMarked;
