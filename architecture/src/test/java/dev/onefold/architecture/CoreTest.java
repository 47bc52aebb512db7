package dev.onefold.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.onefold.Onefold;
import dev.onefold.Retries;
import dev.onefold.Seal;
import dev.onefold.Time;
import dev.onefold.lock.FencedLocks;
import dev.onefold.store.InMemoryStore;
import dev.onefold.token.Tokens;
import java.util.Set;

/** Inside of core: time and chance are handed in, and the protocols are nothing but states and steps. */
@AnalyzeClasses(packages = "dev.onefold", importOptions = Production.class)
class CoreTest {

    private static final String[] CORE = {
        "dev.onefold",
        "dev.onefold.event",
        "dev.onefold.store",
        "dev.onefold.row",
        "dev.onefold.token",
        "dev.onefold.lock",
        "dev.onefold.job",
        "dev.onefold.state",
        "dev.onefold.sequence"
    };

    /** Where the machine's own are the default, and can be replaced. */
    private static final Set<Class<?>> DEFAULTS = Set.of(
            Time.class,
            Onefold.Builder.class,
            InMemoryStore.class,
            FencedLocks.Builder.class,
            Retries.class,
            Seal.class,
            Tokens.class);

    private static final Set<String> CLOCKS_AND_CHANCE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Instant.now",
            "java.time.InstantSource.system",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.Random.<init>",
            "java.security.SecureRandom.<init>",
            "java.util.concurrent.ThreadLocalRandom.current");

    @ArchTest
    static final ArchRule time_and_chance_are_handed_in = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .and(describe("are not one of the named defaults", type -> !isDefault(type)))
            .should()
            .callCodeUnitWhere(readsAClockOrDrawsLots())
            .because("a test moves the clock and names the owners, and a simulation repeats a run from its seed");

    @ArchTest
    static final ArchRule protocols_are_pure = noClasses()
            .that(describe("are of a protocol", CoreTest::isOfAProtocol))
            .should()
            .dependOnClassesThat(describe(
                    "have threads, clocks, random ids, input or output",
                    type -> type.getPackageName().startsWith("java.util.concurrent")
                            || type.getPackageName().startsWith("java.io")
                            || type.getPackageName().startsWith("java.nio")
                            || type.getPackageName().startsWith("java.security")
                            || type.getPackageName().startsWith("org.slf4j")
                            || type.isAssignableTo(Thread.class)
                            || type.isAssignableTo(java.util.Random.class)
                            || type.isAssignableTo(java.util.UUID.class)
                            || type.isAssignableTo(java.time.InstantSource.class)
                            || type.isAssignableTo(Time.class)))
            .because("one step of a protocol is a function of its state and what happened, which can be walked whole");

    @ArchTest
    static final ArchRule stores_and_listeners_know_the_words_and_not_the_engine = noClasses()
            .that()
            .resideInAnyPackage("dev.onefold.store", "dev.onefold.event")
            .should()
            .dependOnClassesThat(describe("are the engine", CoreTest::isEngine))
            .because("the engine calls its stores and tells its listeners, and neither calls it");

    @ArchTest
    static final ArchRule stores_and_listeners_do_not_know_each_other = noClasses()
            .that()
            .resideInAPackage("dev.onefold.store")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.onefold.event")
            .because("what is stored does not depend on who listens");

    @ArchTest
    static final ArchRule listeners_do_not_know_stores = noClasses()
            .that()
            .resideInAPackage("dev.onefold.event")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.onefold.store")
            .because("a listener is told what happened, whatever stores it");

    @ArchTest
    static final ArchRule the_protocols_are_found = classes()
            .that(describe("are of a protocol", CoreTest::isOfAProtocol))
            .should()
            .resideInAPackage("dev.onefold")
            .because("a rule over classes that were renamed would hold of nothing");

    @ArchTest
    static void the_machines_clock_and_chance_are_recognised(JavaClasses all) {
        boolean seen = noClasses()
                .that(describe("are the named defaults", CoreTest::isDefault))
                .should()
                .callCodeUnitWhere(readsAClockOrDrawsLots())
                .evaluate(all)
                .hasViolation();
        if (!seen) {
            throw new AssertionError("The rule does not see what the defaults do, so it would see nothing elsewhere");
        }
    }

    private static DescribedPredicate<JavaCall<?>> readsAClockOrDrawsLots() {
        return describe("the code reads a clock or draws lots", call -> {
            CodeUnitCallTarget target = call.getTarget();
            return CLOCKS_AND_CHANCE.contains(target.getOwner().getName() + "." + target.getName());
        });
    }

    private static boolean isDefault(JavaClass type) {
        return DEFAULTS.stream().anyMatch(known -> isOf(type, known.getName()));
    }

    private static boolean isOfAProtocol(JavaClass type) {
        return isOf(type, "dev.onefold.TransactionalProtocol") || isOf(type, "dev.onefold.LeasedProtocol");
    }

    private static boolean isEngine(JavaClass type) {
        return isOf(type, Onefold.class.getName())
                || isOfAProtocol(type)
                || type.getName().startsWith("dev.onefold.TransactionalDriver")
                || type.getName().startsWith("dev.onefold.LeasedDriver")
                || type.getName().startsWith("dev.onefold.BatchDriver")
                || type.getName().startsWith("dev.onefold.Coalesced")
                || type.getName().startsWith("dev.onefold.Flights");
    }

    /** The class of that name or one nested in it. */
    private static boolean isOf(JavaClass type, String name) {
        return type.getName().equals(name) || type.getName().startsWith(name + "$");
    }
}
