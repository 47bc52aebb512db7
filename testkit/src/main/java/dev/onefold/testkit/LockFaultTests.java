package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.lock.HeldLock;
import dev.onefold.store.StoreException;
import dev.onefold.testkit.FaultyLockStore.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store that does not answer gives a lock to nobody. */
abstract class LockFaultTests extends LockGroup {

    private final FaultyLockStore faulty;

    LockFaultTests(FencedLocksContract contract) {
        super(contract);
        this.faulty = new FaultyLockStore(contract.store());
    }

    @Test
    void of_the_server_gives_the_lock_to_nobody() {
        assertThatThrownBy(() -> attempt(locks(contract.unreachable()), LEASE)).isInstanceOf(StoreException.class);
    }

    @Test
    void before_the_lock_is_taken_leaves_it_free() {
        faulty.next(Fault.NOT_ASKED);

        assertThatThrownBy(() -> attempt(locks(faulty), LEASE)).isInstanceOf(StoreException.class);

        acquired(anotherLocks());
    }

    @Test
    void that_loses_the_reply_to_an_acquisition_leaves_it_free() {
        faulty.next(Fault.REPLY_LOST);

        assertThatThrownBy(() -> attempt(locks(faulty), LEASE)).isInstanceOf(StoreException.class);

        acquired(anotherLocks());
    }

    @Test
    void of_one_renewal_is_made_good_by_the_next() {
        HeldLock lock = acquired(locks(faulty));
        List<String> losses = losses(lock);
        faulty.next(Fault.NOT_ASKED);

        for (int i = 0; i < 4; i++) {
            pass(LEASE.dividedBy(3));
        }

        assertThat(lock.held()).isTrue();
        assertThat(losses).isEmpty();
    }

    @Test
    void that_lasts_loses_the_lock_when_its_lease_is_over() {
        HeldLock lock = acquired(locks(faulty));
        List<String> losses = losses(lock);
        faulty.always(Fault.NOT_ASKED);

        pass(LEASE.dividedBy(3));
        assertThat(lock.held()).isTrue();
        pass(LEASE.dividedBy(3));
        pass(LEASE.dividedBy(3));

        assertThat(lock.held()).isFalse();
        assertThat(losses).hasSize(1);
    }

    @Test
    void of_a_release_is_told_and_closing_is_quiet() {
        HeldLock released = acquired(locks(faulty));
        faulty.always(Fault.NOT_ASKED);

        assertThatThrownBy(released::release).isInstanceOf(StoreException.class);

        assertThat(released.held()).isFalse();
        assertTaken();
        faulty.always(Fault.NONE);
        HeldLock closed = acquired(locks(faulty).tryAcquire(anyName(), LEASE, Duration.ZERO));
        faulty.always(Fault.NOT_ASKED);
        closed.close();
        assertThat(closed.held()).isFalse();
    }
}
