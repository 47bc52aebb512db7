package dev.onefold.shop.checkout;

import dev.onefold.Fingerprint;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.shop.Without;
import dev.onefold.shop.order.OrderSummary;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Without technique 4: the form is ordered, whatever token comes with it. */
@Without.TestDouble
class CheckoutDouble extends CheckoutTokens {

    private final TransactionTemplate transaction;

    CheckoutDouble(DataSource dataSource, PlatformTransactionManager transactions, JsonMapper json) {
        super(dataSource, transactions, json);
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    Outcome<OrderSummary> submit(Scope holder, String token, Fingerprint content, Function<String, OrderSummary> work) {
        return Without.technique(4)
                ? new Outcome.Applied<>(Objects.requireNonNull(transaction.execute(status -> work.apply(token))))
                : super.submit(holder, token, content, work);
    }
}
