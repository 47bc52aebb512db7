package dev.onefold.shop.callback;

import dev.onefold.Outcome;
import dev.onefold.sequence.Feed;
import dev.onefold.sequence.Message;
import dev.onefold.sequence.Sequences;
import dev.onefold.spring.CurrentConnection;
import java.sql.Connection;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CallbackRepository {

    private final JdbcClient jdbc;
    private final Sequences<Connection> sequences;
    private final CurrentConnection connection;

    CallbackRepository(JdbcClient jdbc, Sequences<Connection> sequences, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.sequences = sequences;
        this.connection = connection;
    }

    /** Runs the work in the current transaction, unless the message has been settled. */
    <T> Outcome<T> once(Feed<T> feed, Message message, Supplier<T> work) {
        return sequences.accept(connection.get(), feed, message, same -> work.get());
    }

    void note(String source, Callback callback) {
        jdbc.sql("""
                        INSERT INTO payment_callback (source, epoch, sequence, kind, reference, event_id, amount_minor)
                        VALUES (:source, :epoch, :sequence, :kind, :reference, :event, :amount)
                        """)
                .param("source", source)
                .param("epoch", callback.epoch())
                .param("sequence", callback.sequence())
                .param("kind", callback.kind().name())
                .param("reference", callback.subject())
                .param("event", callback.eventId())
                .param("amount", callback.amountMinor())
                .update();
    }

    /** Returns what is credited to the reference then. */
    long credit(String reference, long amountMinor) {
        return jdbc.sql("""
                        INSERT INTO callback_account AS a (reference, credited_minor) VALUES (:reference, :amount)
                            ON CONFLICT (reference) DO UPDATE SET credited_minor = a.credited_minor + :amount
                        RETURNING credited_minor
                        """)
                .param("reference", reference)
                .param("amount", amountMinor)
                .query(Long.class)
                .single();
    }
}
