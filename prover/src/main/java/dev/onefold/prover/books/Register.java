package dev.onefold.prover.books;

import dev.onefold.prover.expected.ExpectedDocument;
import dev.onefold.prover.load.Told;
import dev.onefold.prover.trading.DocumentKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares orders, or returns, one by one: each exactly once, whole, and as its client was told. */
final class Register {

    private final DocumentKind kind;
    private final Map<String, ExpectedDocument> expected;
    private final Findings findings;
    private final Map<String, List<Entry>> found = new LinkedHashMap<>();

    Register(DocumentKind kind, Map<String, ExpectedDocument> expected, Findings findings) {
        this.kind = kind;
        this.expected = expected;
        this.findings = findings;
    }

    void add(Entry entry) {
        found.computeIfAbsent(entry.reference(), unseen -> new ArrayList<>()).add(entry);
    }

    void compare(List<Told> told) {
        found.forEach(this::compareFound);
        for (String reference : expected.keySet()) {
            if (!found.containsKey(reference)) {
                finding(reference, "missing", "it is not in the books");
            }
        }
        told.stream().filter(one -> one.kind() == kind && one.accepted()).forEach(this::compareTold);
    }

    private void compareFound(String reference, List<Entry> entries) {
        ExpectedDocument document = expected.get(reference);
        if (document == null) {
            finding(reference, "unexpected", "it is in the books (id " + ids(entries) + ") and must not be");
            return;
        }
        if (entries.size() > 1) {
            finding(
                    reference,
                    "repeated",
                    "it is in the books " + entries.size() + " times (ids " + ids(entries) + ")");
        }
        entries.forEach(entry -> compare(entry, document));
    }

    private void compare(Entry entry, ExpectedDocument document) {
        if (entry.lines() != document.lines() || !entry.digest().equals(document.digest())) {
            finding(
                    entry.reference(),
                    "lines-wrong",
                    "id " + entry.id() + " has " + entry.lines() + " lines worth " + entry.linesMinor()
                            + " pence, expected " + document.lines() + " lines worth " + document.pence() + " pence");
        }
        if (entry.totalMinor() != document.pence() || entry.totalMinor() != entry.linesMinor()) {
            finding(
                    entry.reference(),
                    "value-wrong",
                    "id " + entry.id() + " states " + entry.totalMinor() + " pence, its lines are worth "
                            + entry.linesMinor() + ", expected " + document.pence());
        }
        if (!Objects.equals(entry.customer(), document.customer())) {
            finding(
                    entry.reference(),
                    "customer-wrong",
                    "id " + entry.id() + " names customer " + entry.customer() + ", expected " + document.customer());
        }
    }

    private void compareTold(Told told) {
        List<Entry> entries = found.getOrDefault(told.reference(), List.of());
        boolean inTheBooks = entries.stream()
                .anyMatch(entry -> entry.id().equals(told.id())
                        && entry.totalMinor() == told.totalMinor()
                        && entry.lines() == told.lines());
        if (!inTheBooks) {
            finding(
                    told.reference(),
                    "told-otherwise",
                    "its client was told id " + told.id() + ", " + told.lines() + " lines, " + told.totalMinor()
                            + " pence; the books hold no such " + kindName());
        }
    }

    private void finding(String reference, String what, String detail) {
        findings.about(kind, reference, kindName() + "-" + what, detail);
    }

    private String kindName() {
        return kind == DocumentKind.ORDER ? "order" : "return";
    }

    private static String ids(List<Entry> entries) {
        return String.join(", ", entries.stream().map(Entry::id).toList());
    }
}
