@NullMarked
package dev.onefold.check.oracle;

import org.jspecify.annotations.NullMarked;
