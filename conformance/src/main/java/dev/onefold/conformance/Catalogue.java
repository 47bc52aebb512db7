package dev.onefold.conformance;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All rules: those that run, and those that cannot, with the reason. */
final class Catalogue {

    static final List<Rule> RULES = Stream.of(
                    KeyRules.ALL,
                    FingerprintRules.ALL,
                    ConcurrencyRules.ALL,
                    ReplayRules.ALL,
                    OutcomeRules.ALL,
                    RetentionRules.ALL,
                    CrashRules.ALL,
                    BodyRules.ALL,
                    ScopeRules.ALL,
                    AsyncRules.ALL,
                    BatchRules.ALL,
                    MethodRules.ALL,
                    GatewayRules.ALL,
                    DocumentRules.ALL,
                    callers())
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    private static List<Rule> callers() {
        return IntStream.rangeClosed(1, 16)
                .mapToObj(number -> Rule.notExecutable(
                        "P" + number, "What a caller does", "is about callers: see the tests of onefold-client"))
                .toList();
    }
}
