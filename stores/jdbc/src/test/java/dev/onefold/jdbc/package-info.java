/** Tests on a real PostgreSQL. */
@NullMarked
package dev.onefold.jdbc;

import org.jspecify.annotations.NullMarked;
