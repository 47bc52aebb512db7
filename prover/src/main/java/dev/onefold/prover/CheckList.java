package dev.onefold.prover;

import dev.onefold.check.rule.KeyAccepted;
import dev.onefold.check.rule.Rule;
import dev.onefold.check.rule.Rules;
import java.util.Locale;

/** All checks, one a line. */
final class CheckList {

    private CheckList() {}

    static String text() {
        StringBuilder text = new StringBuilder();
        add(text, KeyAccepted.CARD);
        Rules.all().forEach(rule -> add(text, rule.card()));
        return text.toString();
    }

    private static void add(StringBuilder text, Rule.Card card) {
        text.append(String.format(
                Locale.ROOT,
                "%-23s %-9s %s (%s)%n",
                card.id(),
                card.severity().name().toLowerCase(Locale.ROOT),
                card.title(),
                card.source()));
    }
}
