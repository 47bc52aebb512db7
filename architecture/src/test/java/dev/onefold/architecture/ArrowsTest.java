package dev.onefold.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules. All point to core, which points to nothing. */
@AnalyzeClasses(packages = "dev.onefold", importOptions = Production.class)
class ArrowsTest {

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
    private static final String TESTKIT = "dev.onefold.testkit..";
    private static final String JDBC = "dev.onefold.jdbc..";
    private static final String CAFFEINE = "dev.onefold.caffeine..";
    private static final String REDIS = "dev.onefold.redis..";
    private static final String ZOOKEEPER = "dev.onefold.zookeeper..";
    private static final String NAIVE = "dev.onefold.naive..";
    private static final String HTTP = "dev.onefold.http..";
    private static final String CONFORMANCE = "dev.onefold.conformance..";
    private static final String CLIENT = "dev.onefold.client..";
    private static final String SPRING = "dev.onefold.spring..";
    private static final String SHOP = "dev.onefold.shop..";
    private static final String PROVER = "dev.onefold.prover..";
    private static final String CHECK = "dev.onefold.check..";
    private static final String BENCHMARKS = "dev.onefold.benchmarks..";
    private static final String JDK = "java..";
    /** In the JDK's java.base, whatever its name says. */
    private static final String CRYPTOGRAPHY = "javax.crypto..";

    private static final String NULLNESS = "org.jspecify..";
    private static final String LOG = "org.slf4j..";

    @ArchTest
    static final ArchRule core_points_to_nothing = classes()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(and(CORE, JDK, CRYPTOGRAPHY, NULLNESS, LOG))
            .because("whoever needs only the engine gets only the engine: the JDK, JSpecify and slf4j-api");

    @ArchTest
    static final ArchRule core_speaks_no_sql = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because("what a store is made of is the store's own affair");

    @ArchTest
    static final ArchRule the_jdbc_store_knows_core_and_jdbc = classes()
            .that()
            .resideInAPackage(JDBC)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(and(CORE, JDBC, JDK, "javax.sql..", NULLNESS, LOG))
            .because("a store serves plain Java as well as any framework, and knows nothing of HTTP");

    @ArchTest
    static final ArchRule the_caffeine_store_knows_core_and_caffeine = classes()
            .that()
            .resideInAPackage(CAFFEINE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(and(CORE, CAFFEINE, JDK, NULLNESS, LOG, "com.github.benmanes.caffeine.."))
            .because("a store knows its driver and core, and no other store");

    @ArchTest
    static final ArchRule the_redis_store_knows_core_and_lettuce = classes()
            .that()
            .resideInAPackage(REDIS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(and(CORE, REDIS, JDK, NULLNESS, LOG, "io.lettuce.core.."))
            .because("a store knows its driver and core, and no other store");

    @ArchTest
    static final ArchRule the_zookeeper_store_knows_core_and_curator = classes()
            .that()
            .resideInAPackage(ZOOKEEPER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    and(CORE, ZOOKEEPER, JDK, NULLNESS, LOG, "org.apache.curator..", "org.apache.zookeeper.."))
            .because("a store knows its driver and core, and no other store");

    @ArchTest
    static final ArchRule nothing_knows_the_naive_code = noClasses()
            .that()
            .resideOutsideOfPackage(NAIVE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(NAIVE)
            .because("it is there to be broken, over HTTP, and must never be used by mistake");

    @ArchTest
    static final ArchRule the_naive_code_knows_nothing_of_the_library = noClasses()
            .that()
            .resideInAPackage(NAIVE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(and(CORE, TESTKIT, JDBC, CAFFEINE, REDIS, ZOOKEEPER, HTTP, SPRING, SHOP, PROVER))
            .because("it shows what happens without");

    @ArchTest
    static final ArchRule http_knows_core_and_a_json_parser = classes()
            .that()
            .resideInAPackage(HTTP)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(and(CORE, HTTP, JDK, "tools.jackson.core..", NULLNESS))
            .because("what a key means on the wire is the same for servlets, Spring and everything else");

    @ArchTest
    static final ArchRule the_client_knows_the_jdk_alone = classes()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(CLIENT, JDK, "javax.sql..", NULLNESS)
            .because("a caller speaks to any server, and should carry nothing of this one");

    @ArchTest
    static final ArchRule nothing_but_springs_side_of_it_knows_the_client = noClasses()
            .that()
            .resideOutsideOfPackages(CLIENT, "dev.onefold.spring.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLIENT)
            .because("a server that needs its own client would judge itself");

    @ArchTest
    static final ArchRule the_testkit_knows_core_and_its_test_libraries = classes()
            .that()
            .resideInAPackage(TESTKIT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(and(CORE, TESTKIT, JDK, NULLNESS, "org.junit.jupiter..", "org.assertj.."))
            .because("a contract that every store must keep cannot know any of them");

    @ArchTest
    static final ArchRule spring_stays_under_spring = noClasses()
            .that()
            .resideOutsideOfPackages(SPRING, SHOP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..")
            .because("the library works without Spring, and a new version of Spring touches one module");

    @ArchTest
    static final ArchRule servlets_stay_under_spring = noClasses()
            .that()
            .resideOutsideOfPackages(SPRING, SHOP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..")
            .because("only an adapter knows how requests arrive");

    @ArchTest
    static final ArchRule the_adapter_works_without_spring_boot = noClasses()
            .that()
            .resideInAPackage("dev.onefold.spring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.boot..", "dev.onefold.spring.boot..")
            .because("an application that wires its beans itself needs no auto-configuration");

    @ArchTest
    static final ArchRule nothing_depends_on_the_shop = noClasses()
            .that()
            .resideOutsideOfPackage(SHOP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SHOP)
            .because("the shop is an example of the library, and the prover must find its faults from outside");

    @ArchTest
    static final ArchRule nothing_depends_on_the_prover = noClasses()
            .that()
            .resideOutsideOfPackages(PROVER, BENCHMARKS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PROVER)
            .because("what judges is not a part of what is judged; the benchmarks borrow its database and its nodes");

    @ArchTest
    static final ArchRule the_prover_knows_nothing_of_the_library = noClasses()
            .that()
            .resideInAPackage(PROVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(and(CORE, TESTKIT, JDBC, CAFFEINE, REDIS, ZOOKEEPER, NAIVE, HTTP, SPRING, SHOP))
            .because("a verdict that uses the code it judges repeats its mistakes");

    @ArchTest
    static final ArchRule the_check_knows_nothing_of_the_library_and_no_framework = noClasses()
            .that()
            .resideInAPackage(CHECK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(and(
                    CORE,
                    TESTKIT,
                    JDBC,
                    CAFFEINE,
                    REDIS,
                    ZOOKEEPER,
                    NAIVE,
                    HTTP,
                    SPRING,
                    SHOP,
                    PROVER,
                    "picocli..",
                    "org.springframework.."))
            .because("it judges any API in any language, and is put on other people's test class paths");

    @ArchTest
    static final ArchRule the_conformance_kit_knows_a_wire_and_a_json_parser = classes()
            .that()
            .resideInAPackage(CONFORMANCE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(CONFORMANCE, "dev.onefold.check.wire", JDK, "tools.jackson..", NULLNESS)
            .because("any server in any language can be put under it");

    @ArchTest
    static final ArchRule the_conformance_kit_is_for_tests = noClasses()
            .that()
            .resideOutsideOfPackage(CONFORMANCE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CONFORMANCE)
            .because("nothing that runs for users needs the rules as code");

    @ArchTest
    static final ArchRule the_wire_knows_the_jdk_and_http_2_frames = classes()
            .that()
            .resideInAPackage("dev.onefold.check.wire")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.onefold.check.wire", JDK, "javax.net.ssl..", NULLNESS, "org.apache.hc.core5..")
            .because("what is sent is what was written, without a client in between");

    @ArchTest
    static final ArchRule nothing_knows_the_benchmarks = noClasses()
            .that()
            .resideOutsideOfPackage(BENCHMARKS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BENCHMARKS)
            .because("what measures is no part of what is measured");

    @ArchTest
    static final ArchRule the_benchmarks_measure_what_users_see = noClasses()
            .that()
            .resideInAPackage(BENCHMARKS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TESTKIT, NAIVE, SPRING, SHOP)
            .because("the shop is measured over HTTP, and a figure of a test double is none");

    @ArchTest
    static final ArchRule the_testkit_is_for_tests = noClasses()
            .that()
            .resideOutsideOfPackage(TESTKIT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTKIT)
            .because("it brings JUnit and AssertJ, which have no place in an application");

    private static String[] and(String[] some, String... more) {
        String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
