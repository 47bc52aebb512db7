@NullMarked
package dev.onefold.check.load;

import org.jspecify.annotations.NullMarked;
