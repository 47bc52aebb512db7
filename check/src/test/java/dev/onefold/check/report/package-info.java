@NullMarked
package dev.onefold.check.report;

import org.jspecify.annotations.NullMarked;
