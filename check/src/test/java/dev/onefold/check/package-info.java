@NullMarked
package dev.onefold.check;

import org.jspecify.annotations.NullMarked;
