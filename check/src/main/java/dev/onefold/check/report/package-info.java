/** What a run came to, for people and for programs: {@link dev.onefold.check.report.Format}. */
@NullMarked
package dev.onefold.check.report;

import org.jspecify.annotations.NullMarked;
