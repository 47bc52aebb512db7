package dev.onefold.prover.load;

import dev.onefold.prover.nodes.Node;
import dev.onefold.prover.nodes.Nodes;
import dev.onefold.prover.verdict.NoVerdictException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls that must simply succeed: imports before trading, restocking after it. They carry keys and are retried too. */
final class SetUp {

    private static final int BATCH = 1_000;
    private static final int DEADLINE_SECONDS = 120;

    private final ShopApi api;
    private final Nodes nodes;
    private final long seed;
    private final BackOff backOff;

    SetUp(ShopApi api, Nodes nodes, long seed) {
        this.api = api;
        this.nodes = nodes;
        this.seed = seed;
        this.backOff = new BackOff(new Random(seed));
    }

    void fill(SetUpPlan plan) {
        List<SetUpPlan.Product> products = plan.products();
        for (int from = 0; from < products.size(); from += BATCH) {
            List<SetUpPlan.Product> batch = products.subList(from, Math.min(products.size(), from + BATCH));
            call("/api/imports/products", "products/" + from, Requests.products(batch));
        }
        List<SetUpPlan.Customer> customers = plan.customers();
        for (int from = 0; from < customers.size(); from += BATCH) {
            List<SetUpPlan.Customer> batch = customers.subList(from, Math.min(customers.size(), from + BATCH));
            call("/api/imports/customers", "customers/" + from, Requests.customers(batch));
        }
    }

    void call(String path, String subject, byte[] body) {
        String key = Keys.of(seed, "set-up/" + subject);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        Answer last = null;
        for (int attempt = 0; System.nanoTime() < deadline; attempt++) {
            Node node = nodes.at(attempt);
            last = answer(node, path, key, body);
            if (last != null && last.isFinal()) {
                requireAccepted(path, last);
                return;
            }
            node.requireRunning();
            backOff.pause(attempt);
        }
        throw new NoVerdictException("setting the shop up: POST " + path + " had no final answer within "
                + DEADLINE_SECONDS + " seconds" + (last == null ? "" : "; the last one was " + last));
    }

    private @Nullable Answer answer(Node node, String path, String key, byte[] body) {
        try {
            return ShopApi.answer(api.post(node, path, key, body).join());
        } catch (CompletionException e) {
            return null;
        }
    }

    private static void requireAccepted(String path, Answer answer) {
        if (!answer.accepted()) {
            throw new NoVerdictException("setting the shop up: POST " + path + " was answered " + answer);
        }
    }
}
