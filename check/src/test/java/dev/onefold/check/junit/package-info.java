@NullMarked
package dev.onefold.check.junit;

import org.jspecify.annotations.NullMarked;
