package dev.onefold.shop.checkout;

import dev.onefold.Fingerprint;
import dev.onefold.Operation;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.jdbc.JdbcTokenStore;
import dev.onefold.shop.order.OrderSummary;
import dev.onefold.shop.shared.JsonCodec;
import dev.onefold.spring.SpringTransactions;
import dev.onefold.token.Token;
import dev.onefold.token.Tokens;
import java.sql.Connection;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.context.annotation.DependsOn;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The tokens of checkout forms, in the shop's database: a token and its order commit together. */
@Repository
@DependsOn("onefoldStore") // makes the tables
@EnableScheduling
class CheckoutTokens {

    /** Less than a client waits, and of all the threads that serve requests no more than a third. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final int MOST_WAITERS = 20;

    private final JdbcTokenStore store;
    private final Tokens<Connection> tokens;
    private final TransactionalOperation<OrderSummary> checkout;

    CheckoutTokens(DataSource dataSource, PlatformTransactionManager transactions, JsonMapper json) {
        this.store = JdbcTokenStore.on(dataSource, new SpringTransactions(transactions, dataSource));
        this.tokens = Tokens.on(store);
        this.checkout = Operation.transactional("checkout", new JsonCodec<>(json, OrderSummary.class))
                .with(new Waiting(LONGEST_WAIT, MOST_WAITERS));
    }

    Outcome<Token> issue(Scope holder) {
        return tokens.issue(checkout, holder);
    }

    /** Orders once, in one transaction with the token's use; {@code work} gets the digest of the token. */
    Outcome<OrderSummary> submit(Scope holder, String token, Fingerprint content, Function<String, OrderSummary> work) {
        String hash = HexFormat.of()
                .formatHex(Tokens.call(checkout, holder, token, content).id().bytes());
        return tokens.submit(checkout, holder, token, content, connection -> work.apply(hash));
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void forget() {
        store.maintain();
    }
}
