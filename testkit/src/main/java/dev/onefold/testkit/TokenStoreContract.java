package dev.onefold.testkit;

import dev.onefold.token.TokenStore;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link TokenStore} owes its callers. Extend it and say where the store is; each test uses tokens, holders
 * and operations that nobody used before, so the data may be shared with anything.
 */
@Tag("technique-4")
public abstract class TokenStoreContract {

    /** The store under test. May be the same in every test. */
    protected abstract TokenStore store();

    /** The same data through another instance, as another process would have it; the same one if there is no other. */
    protected abstract TokenStore anotherStore();

    /** Moves the clock by which both stores judge lifetimes and leases, and date and expire. */
    protected abstract void advance(Duration by);

    /** How many more tokens than its bound a scope may get if that many are asked for at the same moment. */
    protected int issuedBeyondTheBoundAtOnce() {
        return 0;
    }

    @Nested
    class A_token extends TokenIssueTests {
        A_token() {
            super(TokenStoreContract.this);
        }
    }

    @Nested
    class A_submission extends TokenSubmitTests {
        A_submission() {
            super(TokenStoreContract.this);
        }
    }

    @Nested
    class A_crash extends TokenCrashTests {
        A_crash() {
            super(TokenStoreContract.this);
        }
    }

    @Nested
    class A_step extends TokenStepTests {
        A_step() {
            super(TokenStoreContract.this);
        }
    }
}
