package dev.onefold.prover.books;

import dev.onefold.prover.expected.ExpectedBooks;
import dev.onefold.prover.load.Told;
import dev.onefold.prover.trading.DocumentKind;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What the books are compared with.
 *
 * @param expected the expected side
 * @param openingStock units by code when trading started
 * @param openingPence wallet balances when trading started
 * @param told what the clients were told
 * @param keyOf the key a document was sent under
 */
public record BooksInput(
        ExpectedBooks expected,
        Map<String, Long> openingStock,
        Map<String, Long> openingPence,
        List<Told> told,
        BiFunction<DocumentKind, String, String> keyOf) {}
