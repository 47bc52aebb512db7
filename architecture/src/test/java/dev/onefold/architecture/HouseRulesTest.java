package dev.onefold.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** What holds in every module. */
@AnalyzeClasses(packages = "dev.onefold", importOptions = Production.class)
class HouseRulesTest {

    private static final Set<String> CORE = Set.of(
            "dev.onefold",
            "dev.onefold.event",
            "dev.onefold.store",
            "dev.onefold.row",
            "dev.onefold.token",
            "dev.onefold.lock",
            "dev.onefold.job",
            "dev.onefold.state",
            "dev.onefold.sequence");

    @ArchTest
    static final ArchRule every_package_is_null_marked = classes()
            .should(new ArchCondition<>("be in a package that is @NullMarked") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(item, marked, item.getName() + " is not null-marked"));
                }
            })
            .because("a package that is left out is checked by nobody");

    @ArchTest
    static final ArchRule packages_of_a_module_are_free_of_cycles = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    // core's engine, stores and listeners share the words of one package: they have rules of their own
                    return CORE.contains(type.getPackageName())
                            ? SliceIdentifier.of("core")
                            : SliceIdentifier.of(type.getPackageName());
                }

                @Override
                public String getDescription() {
                    return "packages";
                }
            })
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one");

    @ArchTest
    static void every_module_is_looked_at(JavaClasses all) {
        Set<String> seen = new TreeSet<>();
        all.that(describe("are of the library", type -> true)).forEach(type -> seen.add(type.getPackageName()));
        Set<String> wanted = Set.of(
                "dev.onefold",
                "dev.onefold.event",
                "dev.onefold.store",
                "dev.onefold.testkit",
                "dev.onefold.jdbc",
                "dev.onefold.http",
                "dev.onefold.check",
                "dev.onefold.check.wire",
                "dev.onefold.client",
                "dev.onefold.conformance",
                "dev.onefold.spring",
                "dev.onefold.spring.client",
                "dev.onefold.spring.boot",
                "dev.onefold.prover",
                "dev.onefold.benchmarks");
        if (!seen.containsAll(wanted)) {
            throw new AssertionError("Of " + wanted + " only " + seen + " are on the class path");
        }
    }
}
