/** The example runs as it is printed. */
@NullMarked
package dev.onefold.example;

import org.jspecify.annotations.NullMarked;
