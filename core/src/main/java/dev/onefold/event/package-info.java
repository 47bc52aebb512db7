/** For those who watch: implement {@link dev.onefold.event.OnefoldListener}. */
@NullMarked
package dev.onefold.event;

import org.jspecify.annotations.NullMarked;
