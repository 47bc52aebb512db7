package dev.onefold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.check.wire.Origin;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.conformance.Verdict.Status;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KitTest {

    /** How many rules each section of the catalogue has. */
    private static final Map<String, Integer> SECTIONS = Map.ofEntries(
            Map.entry("K", 14),
            Map.entry("F", 16),
            Map.entry("C", 8),
            Map.entry("R", 18),
            Map.entry("O", 19),
            Map.entry("X", 11),
            Map.entry("H", 20),
            Map.entry("B", 10),
            Map.entry("S", 19),
            Map.entry("A-", 7),
            Map.entry("L", 7),
            Map.entry("M", 13),
            Map.entry("G", 11),
            Map.entry("D", 6),
            Map.entry("E", 7),
            Map.entry("P", 16));

    @TempDir
    Path directory;

    @Test
    void every_rule_is_there_once_and_runs_or_says_why_not() {
        List<String> ids = Catalogue.RULES.stream().map(Rule::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        SECTIONS.forEach((section, count) -> {
            for (int number = 1; number <= count; number++) {
                assertThat(ids).contains(section + number);
            }
        });
        assertThat(ids)
                .hasSize(SECTIONS.values().stream().mapToInt(Integer::intValue).sum());
        assertThat(Catalogue.RULES)
                .allSatisfy(rule -> assertThat(rule.check() == null)
                        .isEqualTo(!rule.whyNot().isEmpty()));
    }

    @Test
    void a_correct_server_of_another_design_is_not_accused() throws Exception {
        try (ReferenceServer server = new ReferenceServer(directory)) {
            Report report = Conformance.run(server);

            System.out.print(report.text());
            assertThat(report.failures()).isEmpty();
            assertThat(report.verdicts().stream()
                            .filter(verdict -> verdict.status() == Status.NOT_APPLICABLE)
                            .map(Verdict::id))
                    .containsExactlyInAnyOrder("F11", "R10", "X11", "S13", "M8", "H15", "H16");
        }
    }

    @Test
    void a_server_may_promise_that_a_business_is_done_once() throws Exception {
        try (ReferenceServer server = new ReferenceServer(directory).withUniqueBusinesses()) {
            assertThat(Conformance.run(server, Set.of("X11")).count(Status.PASSED))
                    .isEqualTo(1);
        }
    }

    @Test
    void two_operations_and_a_count_of_effects_are_enough_to_begin() throws Exception {
        try (ReferenceServer server = new ReferenceServer(directory)) {
            Report report = Conformance.run(new Beginning(server));

            System.out.println(report.summary());
            assertThat(report.failures()).isEmpty();
            assertThat(report.count(Status.PASSED)).isGreaterThan(40);
        }
    }

    /** What somebody writes first. */
    private record Beginning(ReferenceServer server) implements Subject {

        @Override
        public String name() {
            return "a beginning";
        }

        @Override
        public List<Origin> nodes() {
            return server.nodes();
        }

        @Override
        public WireRequest request(Operation operation, String business) {
            return switch (operation) {
                case CREATE, DECLINE -> server.request(operation, business);
                default -> throw new NotOfferedException("there is no " + operation);
            };
        }

        @Override
        public WireRequest as(Caller caller, WireRequest request) {
            return server.as(caller, request);
        }

        @Override
        public Control control() {
            return business -> server.control().effects(business);
        }
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void a_broken_server_is_caught(Defect defect) throws Exception {
        try (ReferenceServer server = new ReferenceServer(directory, defect)) {
            if (defect == Defect.BUSINESS_TWICE) {
                server.withUniqueBusinesses();
            }
            Report report = Conformance.run(server, defect.rules());

            assertThat(report.failures().stream().map(Verdict::id))
                    .as("rules that see %s", defect)
                    .containsExactlyInAnyOrderElementsOf(defect.rules());
        }
    }

    @Test
    void every_section_that_runs_has_a_broken_server() {
        Set<String> caught = EnumSet.allOf(Defect.class).stream()
                .flatMap(defect -> defect.rules().stream())
                .map(id -> id.replaceAll("\\d", ""))
                .collect(Collectors.toSet());
        Map<String, Integer> running = new TreeMap<>(SECTIONS);
        running.remove("P");

        assertThat(caught).isEqualTo(running.keySet());
    }
}
