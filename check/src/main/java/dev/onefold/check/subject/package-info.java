/** What is checked: a {@link dev.onefold.check.subject.Target}, from which each {@link dev.onefold.check.subject.Intent} makes one request. */
@NullMarked
package dev.onefold.check.subject;

import org.jspecify.annotations.NullMarked;
