package dev.onefold.prover.load;

import dev.onefold.prover.database.Database;
import dev.onefold.prover.nodes.Node;
import dev.onefold.prover.nodes.Nodes;
import dev.onefold.prover.verdict.Violations;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends one copy after the other, each until it has a final answer or its time is up. */
final class Client {

    static final int ANSWER_DEADLINE_SECONDS = 180;
    private static final int ATTEMPTS_BEFORE_DOUBTING_THE_DATABASE = 10;

    private final ShopApi api;
    private final Nodes nodes;
    private final Database database;
    private final Killer killer;
    private final Counts counts;
    private final Violations violations;
    private final BackOff backOff;

    Client(
            ShopApi api,
            Nodes nodes,
            Database database,
            Killer killer,
            Counts counts,
            Violations violations,
            long seed) {
        this.api = api;
        this.nodes = nodes;
        this.database = database;
        this.killer = killer;
        this.counts = counts;
        this.violations = violations;
        this.backOff = new BackOff(new Random(seed));
    }

    /** False if no final answer came in time. */
    boolean deliver(int place, Copy copy) throws InterruptedException {
        byte[] body = Requests.body(copy.trade().document());
        if (!copy.start().await()) {
            return false;
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_DEADLINE_SECONDS);
        for (int attempt = 0; System.nanoTime() < deadline; attempt++) {
            Node node = nodes.at(copy.node() + attempt);
            Copy.Reply reply = attempt == 0 ? copy.reply() : Copy.Reply.TAKEN;
            Answer answer = exchange(place, copy, node, body, reply);
            if (answer != null && answer.isFinal()) {
                take(copy.trade(), answer);
                if (reply == Copy.Reply.TAKEN) {
                    return true;
                }
            } else {
                doubt(node, attempt);
                backOff.pause(attempt);
            }
        }
        return false;
    }

    /** Ends the run if the reason for not being answered is none of the shop's. */
    private void doubt(Node node, int attempt) {
        node.requireRunning();
        if ((attempt + 1) % ATTEMPTS_BEFORE_DOUBTING_THE_DATABASE == 0) {
            database.requireAnswer();
        }
    }

    private void take(Trade trade, Answer answer) {
        boolean first = trade.answered(answer, violations);
        if (first && !answer.accepted()) {
            counts.refused.increment();
        }
    }

    private @Nullable Answer exchange(int place, Copy copy, Node node, byte[] body, Copy.Reply reply)
            throws InterruptedException {
        Trade trade = copy.trade();
        counts.requests.increment();
        if (trade.sent()) {
            counts.overlapping.increment();
        }
        node.requestSent();
        try {
            CompletableFuture<HttpResponse<byte[]>> exchange =
                    api.post(node, Requests.path(trade.document()), trade.key(), body);
            if (reply == Copy.Reply.HUNG_UP) {
                return hangUp(exchange, copy.patienceMicros());
            }
            killer.requestLeft(place, node, exchange);
            Answer answer = ShopApi.answer(exchange.get(ShopApi.REQUEST_TIMEOUT_SECONDS + 5L, TimeUnit.SECONDS));
            counts.saw(answer);
            if (reply == Copy.Reply.LOST) {
                counts.thrownAway.increment();
            }
            return answer;
        } catch (ExecutionException | TimeoutException e) {
            counts.unanswered.increment();
            return null;
        } finally {
            node.requestEnded();
            trade.ended();
        }
    }

    private @Nullable Answer hangUp(CompletableFuture<HttpResponse<byte[]>> exchange, long patienceMicros)
            throws InterruptedException, ExecutionException {
        counts.thrownAway.increment();
        try {
            Answer answer = ShopApi.answer(exchange.get(patienceMicros, TimeUnit.MICROSECONDS));
            counts.saw(answer);
            return answer;
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return null;
        }
    }
}
