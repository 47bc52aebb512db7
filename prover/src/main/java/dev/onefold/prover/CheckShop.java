package dev.onefold.prover;

import dev.onefold.check.CheckReport;
import dev.onefold.check.oracle.Oracle;
import dev.onefold.check.oracle.SqlOracle;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.prover.database.Database;
import dev.onefold.prover.database.EmbeddedDatabase;
import dev.onefold.prover.nodes.Node;
import dev.onefold.prover.nodes.NodeOptions;
import dev.onefold.prover.nodes.Nodes;
import dev.onefold.prover.nodes.Ports;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.verdict.NoVerdictException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Starts the shop on a database of its own, lets it be checked, and stops it. */
final class CheckShop {

    private static final String SHOPPER = "Authorization: Bearer shopper-demo-key";
    private static final String ANOTHER = "Authorization: Bearer import-demo-key";
    private static final String JSON = "Content-Type: application/json";

    /**
     * An operation of the shop, and who counts its effects.
     *
     * @param target the operation
     * @param oracle asks the shop's database
     */
    record Counted(Target target, Oracle oracle) {}

    private final Function<List<Counted>, CheckReport> check;

    CheckShop(Function<List<Counted>, CheckReport> check) {
        this.check = check;
    }

    CheckReport run(Terminal terminal) {
        Path directory = Home.create(
                Home.directory().resolve("check-" + ProcessHandle.current().pid()));
        Path logs = Home.create(directory.resolve("logs"));
        try (Cleanup cleanup = new Cleanup()) {
            cleanup.add(() -> Home.delete(cleanup.interrupted() ? directory : directory.resolve("data")));
            try {
                CheckReport report = check(terminal, cleanup, directory, logs);
                if (report.failed()) {
                    terminal.say("The output of the processes is in " + logs);
                } else {
                    cleanup.add(() -> Home.delete(directory));
                }
                return report;
            } catch (NoVerdictException e) {
                cleanup.waitForTheEndIfInterrupted();
                throw e;
            }
        }
    }

    private CheckReport check(Terminal terminal, Cleanup cleanup, Path directory, Path logs) {
        terminal.say("Starting the shop");
        Database database = cleanup.begin(
                        () -> EmbeddedDatabase.start(directory.resolve("data"), logs.resolve("postgresql.log")),
                        EmbeddedDatabase::close)
                .database();
        NodeOptions options = NodeOptions.shop(Home.jar("shop"), database, logs).with("--server.http2.enabled=true");
        Nodes nodes = Nodes.on(Ports.free(1), options);
        cleanup.add(nodes::abandon);
        nodes.start();
        DemoGoods.layIn(nodes.at(0));
        terminal.say("Checking it");
        return check.apply(targets(nodes.at(0), database));
    }

    private static List<Counted> targets(Node shop, Database database) {
        Call order = call(shop, "POST", "/api/orders")
                .withBody(
                        "{\"reference\":\"{{ref}}\",\"customer\":null,\"lines\":[{\"code\":\"LANTERN\",\"quantity\":2}]}");
        Target placing = Target.of(order)
                .keyRequired(true)
                .otherHeader(ANOTHER)
                .otherPath("/api/carts")
                .build();
        Call cart = call(shop, "POST", "/api/carts").withBody("{\"customer\":null}");
        Call line = call(shop, "PUT", "/api/carts/{{before.id}}/lines/TEAPOT").withBody("{\"quantity\":3}");
        Target setting = Target.of(line).before(cart).build();
        Target removing = Target.of(call(shop, "DELETE", "/api/carts/{{before.id}}/lines/TEAPOT"))
                .before(cart)
                .before(line)
                .build();
        String units = "select coalesce(sum(quantity), 0) from cart_line where cart_id = cast({{before.id}} as uuid)";
        return List.of(
                new Counted(placing, sql(database, "select count(*) from customer_order where reference = {{ref}}")),
                new Counted(setting, sql(database, units)),
                new Counted(removing, sql(database, units)));
    }

    private static Call call(Node shop, String method, String path) {
        return Call.of(method, shop.uri("") + path).withHeader(SHOPPER).withHeader(JSON);
    }

    private static Oracle sql(Database database, String query) {
        String url = database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
        return SqlOracle.parse(url + "|" + query);
    }
}
