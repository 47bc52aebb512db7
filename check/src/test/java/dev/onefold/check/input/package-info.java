@NullMarked
package dev.onefold.check.input;

import org.jspecify.annotations.NullMarked;
