package dev.onefold.shop.flashsale;

import dev.onefold.Call;
import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Fingerprint;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.Time;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.HeldLock;
import dev.onefold.lock.LockName;
import dev.onefold.shop.flashsale.FlashSaleRepository.Sale;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Announces sales, opens them once, and sells one unit to a customer. */
@Service
public class FlashSales {

    /** How long a node that died or stands still keeps the others from opening the sale. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    private static final String NODE = "node-" + ProcessHandle.current().pid();

    private static final CoalescedOperation<Purchase> BUY =
            Operation.coalesced("buy-in-flash-sale", new PurchaseCodec());

    /**
     * A sale that is open.
     *
     * @param id which sale
     * @param code what is sold
     * @param units how many there are
     */
    public record Opened(UUID id, String code, long units) {}

    /**
     * One unit, sold.
     *
     * @param sale in which sale
     * @param customer to whom
     */
    public record Purchase(UUID sale, String customer) {}

    private final FlashSaleRepository repository;
    private final Coalesced<Purchase, Purchase, RuntimeException> counter;
    private final FencedLocks locks;
    private final TransactionTemplate transaction;
    private final IdSource ids;

    FlashSales(
            FlashSaleRepository repository, Onefold<?> onefold, PlatformTransactionManager transactions, IdSource ids) {
        this.repository = repository;
        SellUnits sellUnits = new SellUnits(repository);
        this.counter = onefold.coalesced(BUY, (transaction, wishes) -> sellUnits.to(wishes));
        this.locks = FencedLocks.on(repository.locks());
        this.transaction = new TransactionTemplate(transactions);
        this.ids = ids;
    }

    /**
     * Announces a sale.
     *
     * @param code what is sold
     * @param units how many there are
     * @return its id
     */
    @Transactional
    public UUID announce(String code, long units) {
        UUID id = ids.next();
        repository.add(id, code, units);
        return id;
    }

    /**
     * Opens a sale. The lock keeps two nodes from doing the work at once; the fence keeps a node that lost the lock, and does
     * not know it yet, from writing.
     *
     * @param id which sale
     * @param work how long the work before the write takes
     * @return the sale; in progress while another opens it; stale if this node lost its lock on the way
     * @throws ShopRejection {@code unknown-flash-sale}
     */
    public Outcome<Opened> open(UUID id, Duration work) {
        Sale sale = known(id);
        Instant openedAt = sale.openedAt();
        if (openedAt != null) {
            return new Outcome.Replayed<>(opened(sale), openedAt);
        }
        Outcome<HeldLock> outcome = locks.tryAcquire(new LockName("flash-sale:" + id), LEASE, Duration.ZERO);
        if (outcome instanceof Outcome.Applied<HeldLock> applied) {
            // given back after the commit
            try (HeldLock lock = applied.value()) {
                Time.system().pause(work);
                return Objects.requireNonNull(transaction.execute(status -> write(sale, lock.fence())));
            }
        }
        return outcome.map(lock -> opened(sale));
    }

    private Outcome<Opened> write(Sale sale, long fence) {
        Outcome<Opened> claimed = repository.claim(sale.id(), fence).map(before -> opened(sale));
        if (claimed instanceof Outcome.Applied && !repository.open(sale.id(), NODE, fence)) {
            return new Outcome.Replayed<>(
                    opened(sale), Objects.requireNonNull(known(sale.id()).openedAt()));
        }
        return claimed;
    }

    /**
     * Sells one unit to a customer, who gets one only. A rush is sold in batches, each one transaction.
     *
     * @param id in which sale
     * @param customer to whom
     * @return the purchase; replayed if the customer has it already; in progress if the same is at work elsewhere
     * @throws ShopRejection {@code unknown-flash-sale}, or {@code sold-out} if none is left, which the customer is told again
     *     from then on, or it is not open
     */
    public Outcome<Purchase> buy(UUID id, String customer) {
        Call call =
                Call.of(new Scope("flash-sale", customer), id.toString(), Fingerprint.ofText(id.toString(), customer));
        Outcome<Purchase> outcome = counter.execute(call, new Purchase(id, customer));
        if (outcome instanceof Outcome.Rejected) {
            known(id);
            throw ShopRejection.conflict(
                    "sold-out",
                    "Flash sale " + id + " has nothing left, or is not open.",
                    Map.of("sale", id.toString()));
        }
        return outcome;
    }

    private Sale known(UUID id) {
        return repository.find(id).orElseThrow(() -> ShopRejection.unknown("flash-sale", id));
    }

    private static Opened opened(Sale sale) {
        return new Opened(sale.id(), sale.code(), sale.units());
    }

    @PreDestroy
    void close() {
        locks.close();
    }
}
