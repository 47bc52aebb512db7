@NullMarked
package dev.onefold.check.subject;

import org.jspecify.annotations.NullMarked;
