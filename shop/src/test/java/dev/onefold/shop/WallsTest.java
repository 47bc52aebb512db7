package dev.onefold.shop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The walls between the shop's modules: who may know whom, and why. */
@AnalyzeClasses(packagesOf = ShopApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    /**
     * The arrows. All may use {@code shared} (words), and those with an HTTP face {@code web} (problems, keyed) and
     * {@code client} (who calls).
     */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("shared", Set.of()),
            Map.entry("web", Set.of("shared")),
            // filters answer with problems
            Map.entry("client", Set.of("shared", "web")),
            // an adjustment keeps who made it
            Map.entry("stock", Set.of("shared", "web", "client")),
            // a product page shows what is on hand
            Map.entry("catalogue", Set.of("shared", "web", "client", "stock")),
            // a customer's own
            Map.entry("account", Set.of("shared", "web", "client")),
            Map.entry("address", Set.of("shared", "web", "client")),
            Map.entry("coupon", Set.of("shared", "web", "client")),
            Map.entry("wallet", Set.of("shared", "web", "client")),
            // a new customer gets a wallet
            Map.entry("customer", Set.of("shared", "web", "client", "wallet")),
            // an order takes prices, goods and money, and gives its coupon back
            Map.entry("order", Set.of("shared", "web", "client", "catalogue", "stock", "wallet", "coupon")),
            // a return is checked against its order and what was refunded of it, and moves goods and money
            Map.entry("returns", Set.of("shared", "web", "client", "order", "stock", "wallet", "refund")),
            // a reservation puts stock aside, and sells it or gives it back
            Map.entry("reservation", Set.of("shared", "web", "client", "stock")),
            // a refund is of the payment of an order, and moves money
            Map.entry("refund", Set.of("shared", "web", "client", "order", "wallet")),
            // a purchase takes prices, and holds goods by a reservation
            Map.entry("purchase", Set.of("shared", "web", "client", "catalogue", "stock", "reservation")),
            // the settlement adds up what the wallets moved, in its own SQL
            Map.entry("settlement", Set.of("shared", "web", "client")),
            // a cart shows prices and becomes an order
            Map.entry("cart", Set.of("shared", "web", "client", "catalogue", "order")),
            // the ranking counts order lines, in its own SQL
            Map.entry("bestseller", Set.of("shared", "web", "client")),
            // a flash sale has units of its own
            Map.entry("flashsale", Set.of("shared", "web", "client")),
            // a checkout form becomes an order
            Map.entry("checkout", Set.of("shared", "web", "client", "order")),
            // an attempt pays for a purchase
            Map.entry("payment", Set.of("shared", "web", "client", "purchase")),
            // a callback tells how an attempt ended, or of a refund
            Map.entry("callback", Set.of("shared", "web", "client", "payment", "refund")),
            Map.entry("operation", Set.of("shared", "web", "client")),
            // an import makes products with stock, and customers
            Map.entry("imports", Set.of("shared", "web", "client", "catalogue", "stock", "customer")));

    private static final String ROOT = ShopApplication.class.getPackageName();

    @ArchTest
    static final ArchRule modules_follow_the_arrows = classes()
            .that()
            .resideInAPackage(ROOT + ".*")
            .should(new ArchCondition<>("follow the arrows") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    Set<String> allowed = ARROWS.getOrDefault(module(item), Set.of());
                    item.getDirectDependenciesFromSelf().stream()
                            .filter(dependency ->
                                    dependency.getTargetClass().getPackageName().startsWith(ROOT + "."))
                            .filter(dependency ->
                                    !module(dependency.getTargetClass()).equals(module(item)))
                            .filter(dependency -> !allowed.contains(module(dependency.getTargetClass())))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(item, dependency.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule every_module_is_on_the_map = classes()
            .that()
            .resideInAPackage(ROOT + ".*")
            .should(new ArchCondition<>("be of a module whose arrows are listed") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    events.add(new SimpleConditionEvent(item, ARROWS.containsKey(module(item)), item.getName()));
                }
            });

    @ArchTest
    static final ArchRule modules_are_free_of_cycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule repositories_and_controllers_are_private = classes()
            .that()
            .areAnnotatedWith(Repository.class)
            .or()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule only_repositories_speak_sql = noClasses()
            .that()
            .areNotAnnotatedWith(Repository.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule reads_change_nothing = methods()
            .that()
            .areAnnotatedWith(GetMapping.class)
            .should(new ArchCondition<>("never reach a method that opens a transaction or sends an update") {
                @Override
                public void check(JavaMethod item, ConditionEvents events) {
                    Set<JavaMethod> reached = reachableFrom(item);
                    reached.add(item);
                    reached.stream()
                            .filter(WallsTest::changesSomething)
                            .forEach(method -> events.add(SimpleConditionEvent.violated(
                                    item, item.getFullName() + " reaches " + method.getFullName())));
                }
            });

    private static boolean changesSomething(JavaMethod method) {
        return method.isAnnotatedWith(Transactional.class)
                || method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals("update")
                                && call.getTargetOwner().isEquivalentTo(JdbcClient.StatementSpec.class));
    }

    private static Set<JavaMethod> reachableFrom(JavaMethod start) {
        Set<JavaMethod> reached = new HashSet<>();
        Deque<JavaMethod> open = new ArrayDeque<>();
        open.add(start);
        while (!open.isEmpty()) {
            for (JavaMethodCall call : open.remove().getMethodCallsFromSelf()) {
                call.getTarget()
                        .resolveMember()
                        .filter(method -> method.getOwner().getPackageName().startsWith(ROOT))
                        .filter(reached::add)
                        .ifPresent(open::add);
            }
        }
        return reached;
    }

    private static String module(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length() + 1);
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }
}
