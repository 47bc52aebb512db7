/** Many keys, copies and callers at once, measured: {@link dev.onefold.check.load.Load}. */
@NullMarked
package dev.onefold.check.load;

import org.jspecify.annotations.NullMarked;
