package dev.onefold.prover.load;

import dev.onefold.prover.database.Database;
import dev.onefold.prover.nodes.Nodes;
import dev.onefold.prover.trading.Document;
import dev.onefold.prover.trading.DocumentKind;
import dev.onefold.prover.verdict.NoVerdictException;
import dev.onefold.prover.verdict.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that is sent to the shop in one run, in the order of the methods here. */
public final class Load {

    private static final int RESTOCK_LINES = 1_000;

    private final LoadOptions options;
    private final Nodes nodes;
    private final Database database;
    private final Violations violations;
    private final ShopApi api = new ShopApi();
    private final Counts counts = new Counts();
    private final SetUpPlan setUpPlan;
    private final List<Trade> trades;
    private final List<Copy> copies;
    private volatile List<Integer> inFlightAtKills = List.of();

    /** Plans the run; sends nothing yet. */
    public Load(List<Document> documents, LoadOptions options, Nodes nodes, Database database, Violations violations) {
        this.options = options;
        this.nodes = nodes;
        this.database = database;
        this.violations = violations;
        this.setUpPlan = SetUpPlan.of(documents, options);
        this.trades = documents.stream()
                .map(document -> new Trade(document, key(document.kind(), document.reference()), options.shortStock()))
                .toList();
        this.copies = CopyPlan.of(trades, options, nodes.count());
    }

    /** The key a document is sent under. */
    public String key(DocumentKind kind, String reference) {
        return Keys.of(options.seed(), kind, reference);
    }

    /** What the shop holds before trading. */
    public SetUpPlan setUpPlan() {
        return setUpPlan;
    }

    /** Lays in the products and the customers. */
    public void setUp() {
        new SetUp(api, nodes, options.seed()).fill(setUpPlan);
    }

    /** Sends all copies; returns when each has its final answer or its time is up. */
    public void trade() {
        try (Crowd crowd = new Crowd(options.clients())) {
            Killer killer = new Killer(options, copies.size(), crowd.restarts(), crowd::fail);
            List<Client> clients = clients(killer);
            crowd.each(copies.size(), (worker, place) -> {
                killer.gate(place);
                deliver(clients.get(worker), place, copies.get(place));
            });
            killer.awaitQuiet();
            inFlightAtKills = killer.inFlightAtKills();
            crowd.throwIfFailed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoVerdictException("interrupted while trading", e);
        }
    }

    private List<Client> clients(Killer killer) {
        List<Client> clients = new ArrayList<>();
        for (int worker = 0; worker < options.clients(); worker++) {
            clients.add(new Client(api, nodes, database, killer, counts, violations, options.seed() + worker));
        }
        return clients;
    }

    private void deliver(Client client, int place, Copy copy) throws InterruptedException {
        if (!client.deliver(place, copy)) {
            database.requireAnswer();
            violations.add(copy.trade()
                    .violation("no-answer", "no final answer within " + Client.ANSWER_DEADLINE_SECONDS + " seconds"));
        }
        counts.copiesDone.increment();
    }

    /** Lays in more than was missing; returns what was added, by the reference of the adjustment and by code. */
    public Map<String, Map<String, Long>> restock() {
        SetUp setUp = new SetUp(api, nodes, options.seed());
        List<String> codes = List.copyOf(setUpPlan.shortages().keySet());
        Map<String, Map<String, Long>> added = new TreeMap<>();
        for (int from = 0; from < codes.size(); from += RESTOCK_LINES) {
            Map<String, Long> batch = new TreeMap<>();
            for (String code : codes.subList(from, Math.min(codes.size(), from + RESTOCK_LINES))) {
                batch.put(code, 2 * setUpPlan.shortages().getOrDefault(code, 0L));
            }
            String reference = "RESTOCK-" + (1 + from / RESTOCK_LINES);
            setUp.call("/api/stock/adjustments", reference, Requests.restock(reference, batch));
            added.put(reference, batch);
        }
        return added;
    }

    /** Sends every refused request once more, under its key: the answer must be the one of before. */
    public int sendRefusedAgain() {
        List<Trade> refused = trades.stream()
                .filter(trade ->
                        trade.answer().filter(answer -> !answer.accepted()).isPresent())
                .toList();
        LoadOptions once = new LoadOptions(options.seed(), 1, options.clients(), 0, options.shortStock());
        List<Copy> again = CopyPlan.of(refused, once, nodes.count());
        try (Crowd crowd = new Crowd(options.clients())) {
            Killer nobody = new Killer(once, again.size(), crowd.restarts(), crowd::fail);
            List<Client> clients = clients(nobody);
            crowd.each(again.size(), (worker, place) -> deliver(clients.get(worker), place, again.get(place)));
            crowd.throwIfFailed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoVerdictException("interrupted while sending refused requests again", e);
        }
        return refused.size();
    }

    /** What the clients were told; requests without a final answer are not in it. */
    public List<Told> told() {
        List<Told> told = new ArrayList<>(trades.size());
        for (Trade trade : trades) {
            trade.answer().ifPresent(answer -> told.add(Told.of(trade, answer)));
        }
        return told;
    }

    /** How many copies are planned. */
    public long copiesPlanned() {
        return copies.size();
    }

    /** How many copies have their answer. */
    public long copiesDone() {
        return counts.copiesDone.sum();
    }

    /** What has been counted so far. */
    public LoadFigures figures() {
        long requests = counts.requests.sum();
        return new LoadFigures(
                requests,
                Math.max(0, requests - trades.size()),
                counts.overlapping.sum(),
                counts.applied.sum(),
                counts.replayed.sum(),
                counts.inProgress.sum(),
                counts.refused.sum(),
                counts.unanswered.sum(),
                counts.thrownAway.sum(),
                counts.unavailable.sum(),
                counts.serverErrors.sum(),
                inFlightAtKills);
    }
}
