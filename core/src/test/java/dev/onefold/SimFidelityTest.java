package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.store.InMemoryStore;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulated leased store says what the in-memory store says, whatever it is asked: the model is not a wish. */
class SimFidelityTest {

    private static final int SCRIPTS = 500;
    private static final int CALLS = 60;

    @Test
    void theModelAnswersAsTheStoreDoes() {
        for (long seed = 1; seed <= SCRIPTS; seed++) {
            SimDice dice = new SimDice(seed);
            SimWorld world = new SimWorld(seed, SimFlaw.NONE, false);
            compare(seed, dice, world, new InMemoryStore(() -> Instant.ofEpochMilli(world.storeNow()), 10));
        }
    }

    private static void compare(long seed, SimDice dice, SimWorld world, InMemoryStore store) {
        List<Lease> leases = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            Call script = draw(dice, world, leases);
            Object model = script.on(world.leases());
            assertThat(model).as("seed %d, call %d", seed, call).isEqualTo(script.on(store));
            if (model instanceof Acquired.Granted granted) {
                leases.add(granted.lease());
            }
        }
    }

    /** One call, on whichever store. */
    private interface Call {
        Object on(LeasedStore store);
    }

    private static Call draw(SimDice dice, SimWorld world, List<Lease> leases) {
        SimIntent intent = SimIntent.of(
                dice.below(2), world.plan().operations().get(dice.permille(900) ? 0 : 1), dice.permille(900) ? 0 : 1);
        Lease lease = leases.isEmpty() ? new Lease(intent.call().id(), "9", 99) : dice.of(leases);
        NewRecord record = new NewRecord(
                lease.id(),
                "pay",
                intent.call().fingerprint(),
                Verdict.APPLIED,
                "",
                Content.text("paid"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        boolean takeOver = dice.permille(500);
        String owner = Integer.toString(dice.below(3));
        return switch (dice.below(9)) {
            case 0, 1, 2 ->
                store -> store.acquire(new LeaseRequest(
                        intent.call().id(),
                        owner,
                        intent.operation().name(),
                        intent.call().fingerprint(),
                        Duration.ofSeconds(1),
                        takeOver));
            case 3 -> store -> store.renew(lease, Duration.ofSeconds(1));
            case 4 -> store -> store.complete(lease, record);
            case 5 -> store -> store.release(lease);
            case 6 -> store -> store.doubt(lease);
            case 7 -> store -> store.settle(intent.call().id(), null);
            default -> {
                world.scheduler().advance(dice.between(0, 1_500));
                yield store -> store.find(intent.call().id());
            }
        };
    }
}
