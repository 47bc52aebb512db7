@NullMarked
package dev.onefold.caffeine;

import org.jspecify.annotations.NullMarked;
