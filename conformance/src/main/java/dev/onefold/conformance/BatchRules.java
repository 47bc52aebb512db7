package dev.onefold.conformance;

import dev.onefold.check.wire.WireRequest;
import java.util.List;

/** L: many in one request. */
final class BatchRules {

    static final List<Rule> ALL = List.of(
            Rule.of("L1", "Each item has its own key and its own result", BatchRules::ownResults),
            Rule.of("L2", "Items are done one by one", BatchRules::oneByOne),
            Rule.of("L3", "A retry with new items replays the old and does the new", BatchRules::mixed),
            Rule.of("L4", "A key twice in one batch is one effect", BatchRules::twice),
            Rule.of("L5", "A key for the whole batch wins if the whole body is the same", BatchRules::envelope),
            Rule.notExecutable("L6", "Death in a batch keeps what is done", "the middle of a batch cannot be met"),
            Rule.of("L7", "Without keys for its items a batch needs one for all", BatchRules::withoutKeys));

    private BatchRules() {}

    private static BatchItem item() {
        return new BatchItem(Trial.newKey(), Trial.newBusiness());
    }

    private static List<ItemResult> send(Trial trial, List<BatchItem> items) {
        List<ItemResult> results = trial.items(trial.send(trial.batch(items)).demandClass2());
        Trial.demand(results.size() == items.size(), "a result for each item");
        return results;
    }

    private static void ownResults(Trial trial) {
        List<BatchItem> items = List.of(item(), item(), item());
        List<ItemResult> first = send(trial, items);
        List<ItemResult> second = send(trial, items);
        for (int i = 0; i < items.size(); i++) {
            fresh(first.get(i));
            replay(second.get(i), first.get(i));
            trial.effects(items.get(i).business(), 1);
        }
    }

    private static void oneByOne(Trial trial) {
        BatchItem taken = item();
        fresh(send(trial, List.of(taken)).get(0));
        BatchItem good = item();
        BatchItem other = item();
        List<ItemResult> results = send(trial, List.of(good, new BatchItem(taken.key(), Trial.newBusiness()), other));
        fresh(results.get(0));
        mismatch(trial, results.get(1));
        fresh(results.get(2));
        trial.effects(good.business(), 1);
        trial.effects(other.business(), 1);
    }

    private static void mixed(Trial trial) {
        List<BatchItem> old = List.of(item(), item(), item());
        List<ItemResult> first = send(trial, old);
        BatchItem fourth = item();
        List<ItemResult> second = send(trial, List.of(old.get(0), old.get(1), old.get(2), fourth));
        for (int i = 0; i < old.size(); i++) {
            replay(second.get(i), first.get(i));
        }
        fresh(second.get(3));
        trial.effects(fourth.business(), 1);
    }

    private static void twice(Trial trial) {
        BatchItem item = item();
        List<ItemResult> results = send(trial, List.of(item, item, new BatchItem(item.key(), Trial.newBusiness())));
        fresh(results.get(0));
        Trial.demand(results.get(1).body().equals(results.get(0).body()), "the same result at both positions");
        mismatch(trial, results.get(2));
        trial.effects(item.business(), 1);
    }

    private static void envelope(Trial trial) {
        WireRequest batch = trial.keyed(trial.batch(List.of(item())), trial.key);
        Reply first = trial.send(batch).demandClass2();
        trial.send(batch).replayOf(first);
        FingerprintRules.reused(trial, trial.keyed(trial.batch(List.of(item())), trial.key));
    }

    private static void withoutKeys(Trial trial) {
        BatchItem item = new BatchItem("", trial.business);
        Reply told = trial.send(trial.batch(List.of(item)));
        boolean whole = told.status() == trial.contract.missing().status();
        boolean each = !whole
                && trial.items(told).get(0).status() == trial.contract.missing().status();
        told.demand(whole || each, "400 for an item without a key");
        trial.effects(0);
    }

    private static void fresh(ItemResult result) {
        Trial.demand(result.status() / 100 == 2 && !result.replayed(), "a first result of 2xx; got " + result);
    }

    private static void replay(ItemResult result, ItemResult first) {
        Trial.demand(
                result.replayed()
                        && result.status() == first.status()
                        && result.body().equals(first.body()),
                "a replay of " + first + "; got " + result);
    }

    private static void mismatch(Trial trial, ItemResult result) {
        Trial.demand(result.status() == trial.contract.mismatch().status(), "a mismatch; got " + result);
    }
}
