/**
 * The shop's books, read by SQL and compared with what they must show: {@link dev.onefold.prover.books.Books}.
 */
@NullMarked
package dev.onefold.prover.books;

import org.jspecify.annotations.NullMarked;
