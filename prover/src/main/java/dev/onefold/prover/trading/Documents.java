package dev.onefold.prover.trading;

import dev.onefold.prover.verdict.BadUseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gathers rows into documents; the lines of one invoice may be apart in the file. */
public final class Documents {

    /** The most lines one request to the shop may have. */
    public static final int MAX_LINES = 2_000;

    private record Identity(DocumentKind kind, String reference) {}

    private Documents() {}

    /**
     * The documents, each at the place of its first line.
     *
     * @throws BadUseException if a document names two customers or has more lines than a request may have
     */
    public static List<Document> of(List<TradingRow> rows) {
        Map<Identity, List<TradingRow>> gathered = new LinkedHashMap<>();
        for (TradingRow row : rows) {
            Identity identity = new Identity(DocumentKind.of(row), row.invoice());
            List<TradingRow> lines = gathered.computeIfAbsent(identity, unseen -> new ArrayList<>());
            check(identity, lines, row);
            lines.add(row);
        }
        List<Document> documents = new ArrayList<>(gathered.size());
        gathered.forEach((identity, lines) -> documents.add(
                new Document(identity.kind, identity.reference, lines.get(0).customer(), lines)));
        return documents;
    }

    private static void check(Identity identity, List<TradingRow> lines, TradingRow row) {
        if (lines.size() == MAX_LINES) {
            throw new BadUseException(
                    "row " + row.rowNumber() + ": invoice " + row.invoice() + " has more than " + MAX_LINES + " lines");
        }
        boolean sameCustomer = lines.isEmpty() || Objects.equals(lines.get(0).customer(), row.customer());
        if (identity.kind != DocumentKind.ADJUSTMENT && !sameCustomer) {
            throw new BadUseException("row " + row.rowNumber() + ": invoice " + row.invoice() + " names customer \""
                    + shown(row) + "\" where its first line (row "
                    + lines.get(0).rowNumber() + ") names \""
                    + shown(lines.get(0)) + "\"");
        }
        if (identity.kind == DocumentKind.ADJUSTMENT && row.quantity() == 0) {
            throw new BadUseException("row " + row.rowNumber() + ": Quantity \"0\" moves nothing");
        }
    }

    private static String shown(TradingRow row) {
        return Objects.requireNonNullElse(row.customer(), "");
    }
}
