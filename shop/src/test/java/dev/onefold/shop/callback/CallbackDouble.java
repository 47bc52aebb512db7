package dev.onefold.shop.callback;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.RejectedException;
import dev.onefold.sequence.Feed;
import dev.onefold.sequence.Message;
import dev.onefold.sequence.Sequences;
import dev.onefold.shop.Without;
import dev.onefold.spring.CurrentConnection;
import java.sql.Connection;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without technique 10: whatever is reported is applied. */
@Without.TestDouble
class CallbackDouble extends CallbackRepository {

    CallbackDouble(JdbcClient jdbc, Sequences<Connection> sequences, CurrentConnection connection) {
        super(jdbc, sequences, connection);
    }

    @Override
    <T> Outcome<T> once(Feed<T> feed, Message message, Supplier<T> work) {
        if (!Without.technique(10)) {
            return super.once(feed, message, work);
        }
        try {
            return new Outcome.Applied<>(work.get());
        } catch (RejectedException no) {
            return new Outcome.Rejected<>(no.rejection(), Memory.FORGOTTEN);
        }
    }
}
