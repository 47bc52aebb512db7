package dev.onefold.prover.storms;

import dev.onefold.prover.nodes.Node;
import dev.onefold.prover.verdict.NoVerdictException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where one round happens: its names, its dice, and ways to send. */
final class Ring {

    private static final int RACE_WAIT_SECONDS = 3 * Sender.ANSWER_DEADLINE_SECONDS;
    private static final double LOST_SHARE = 0.06;
    private static final double HUNG_UP_SHARE = 0.06;
    private static final long RICH_PENCE = 100_000_000;

    private final String name;
    private final Random random;
    private final Target target;
    private final Sender sender;
    private final Tally tally;
    private final ExecutorService clients;
    private int keys;

    Ring(String name, Random random, Target target, Sender sender, Tally tally, ExecutorService clients) {
        this.name = name;
        this.random = random;
        this.target = target;
        this.sender = sender;
        this.tally = tally;
        this.clients = clients;
    }

    /** A name that belongs to this round alone, and begins with P and the technique's number. */
    String name(String subject) {
        return name + "-" + subject;
    }

    /** A number from the seed, both ends included. */
    int from(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** Adds to the effects there must be in the end. */
    void wants(long effects) {
        tally.wanted.add(effects);
    }

    Node node(int place) {
        return target.nodes().at(place);
    }

    /** Lays in a product at one pound apiece. */
    String product(String subject, long units) {
        String code = name(subject);
        ask(keyed(goods(code, units)));
        return code;
    }

    static Call goods(String code, long units) {
        return Call.post(
                "/api/imports/products",
                Map.of(
                        "products",
                        List.of(Map.of(
                                "code", code, "description", "Stormy goods", "unitPrice", 1, "openingStock", units))));
    }

    /** Registers customers with full wallets. */
    List<String> customers(int count) {
        List<String> numbers = IntStream.rangeClosed(1, count)
                .mapToObj(number -> name("c" + number))
                .toList();
        ask(keyed(Call.post(
                "/api/imports/customers",
                Map.of(
                        "customers",
                        numbers.stream()
                                .map(number -> Map.of(
                                        "number", number, "country", "Denmark", "openingBalancePence", RICH_PENCE))
                                .toList()))));
        return numbers;
    }

    /** The call with a key of its own, for operations that need one. */
    Call keyed(Call call) {
        return call.with("Idempotency-Key", key());
    }

    String key() {
        return UUID.nameUUIDFromBytes((name + "/" + keys++).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    static Map<String, Object> line(String code, long quantity) {
        return Map.of("code", code, "quantity", quantity);
    }

    /** Sends what a round begins with; it must succeed. */
    Reply ask(Call call) {
        tally.calls.increment();
        try {
            Reply reply = sender.deliver(Contender.of(call, 1), way(Sender.Manner.TAKES_IT, new AtomicInteger()));
            if (reply == null || !reply.accepted()) {
                throw new SetUpRefusedException(call, String.valueOf(reply));
            }
            return reply;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** All copies of all contenders leave together, to all nodes; returns when each has its final answer. */
    void race(List<Contender> contenders) {
        List<Contender> copies = new ArrayList<>();
        for (Contender contender : contenders) {
            tally.calls.increment();
            for (int copy = 0; copy < contender.copies(); copy++) {
                copies.add(contender);
            }
        }
        java.util.Collections.shuffle(copies, random);
        CountDownLatch start = new CountDownLatch(copies.size());
        AtomicInteger inFlight = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (Contender copy : copies) {
            Sender.Way way = way(manner(), inFlight);
            running.add(clients.submit(() -> {
                start.countDown();
                start.await();
                return sender.deliver(copy, way);
            }));
        }
        running.forEach(Ring::await);
    }

    /** Sends once to one node and does not wait. */
    Future<@Nullable Reply> start(Call call, Node node) {
        tally.calls.increment();
        return clients.submit(() -> sender.once(node, Contender.of(call, 1)));
    }

    /** Sends to one node again and again until the answer is final or the time is up; whether it was. */
    boolean insist(Call call, Node node, int seconds) {
        tally.calls.increment();
        Contender contender = Contender.of(call, 1);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (System.nanoTime() < deadline) {
                Reply reply = sender.once(node, contender);
                if (reply != null && reply.isFinal(call)) {
                    return true;
                }
                sleep(100);
            }
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static void await(Future<?> future) {
        try {
            future.get(RACE_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new NoVerdictException("a client broke: " + e.getCause(), e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new NoVerdictException("a client did not come back in " + RACE_WAIT_SECONDS + " seconds", e);
        }
    }

    void sleep(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Does something while a node is stopped with SIGSTOP. */
    void whilePaused(Node node, Runnable doing) {
        tally.nodeGoesDown();
        node.pause();
        try {
            doing.run();
        } finally {
            node.resume();
        }
    }

    /** Notes a pause that put something to the test. */
    void pauseCounted() {
        tally.pauses.incrementAndGet();
    }

    /** Looks something up that the API does not tell. */
    String lookUp(String sql) {
        try (Connection connection = target.database().open()) {
            return new Sheet(connection, 0).textOf(sql);
        } catch (SQLException e) {
            throw new NoVerdictException("the tables cannot be read: " + e.getMessage(), e);
        }
    }

    List<String> lookUpAll(String sql) {
        try (Connection connection = target.database().open()) {
            return new Sheet(connection, 0).column(sql);
        } catch (SQLException e) {
            throw new NoVerdictException("the tables cannot be read: " + e.getMessage(), e);
        }
    }

    private Sender.Way way(Sender.Manner manner, AtomicInteger inFlight) {
        return new Sender.Way(
                random.nextInt(target.nodes().count()), manner, new Random(random.nextLong())::nextLong, inFlight);
    }

    private Sender.Manner manner() {
        double drawn = random.nextDouble();
        if (drawn < LOST_SHARE) {
            return Sender.Manner.LOSES_IT;
        }
        return drawn < LOST_SHARE + HUNG_UP_SHARE ? Sender.Manner.HANGS_UP : Sender.Manner.TAKES_IT;
    }

    private static NoVerdictException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new NoVerdictException("a client was interrupted", e);
    }
}
