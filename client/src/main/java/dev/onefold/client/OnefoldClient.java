package dev.onefold.client;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * Sends what is wanted once, in as many attempts as it takes: the key is made and stored with the intent before the first,
 * and every attempt sends the same key and the same bytes to the same address. Safe for use by many threads; two that send
 * the same intent at once send the same key, and the server tells them apart.
 */
public final class OnefoldClient {

    private final Builder settings;

    private OnefoldClient(Builder settings) {
        this.settings = settings;
    }

    /** A client that sends through the transport. */
    public static Builder builder(Transport transport) {
        return new Builder(transport);
    }

    /** The header that carries the key. */
    public String keyHeader() {
        return settings.keyHeader;
    }

    /** This client, with its intents and budget, sending through another transport. */
    public OnefoldClient through(Transport other) {
        return new OnefoldClient(new Builder(settings, other));
    }

    /**
     * Sends a request that only this call can repeat: its intent has a name of its own.
     *
     * @return what became of it; never an exception for what a network or a server does
     */
    public Result send(Request request) {
        return send(UUID.randomUUID().toString(), request);
    }

    /**
     * Sends what is wanted under that name, or sends it again: with the same key, in this process or another.
     *
     * @param id what the caller calls it, such as the number of an order and its try
     * @return what became of it; never an exception for what a network or a server does
     * @throws IntentChangedException if the intent of that name has another request
     */
    public Result send(String id, Request request) {
        return send(newIntent(id, request));
    }

    /**
     * An intent with a new key, not stored yet: to be stored in a transaction with what it belongs to, and sent after.
     *
     * @throws IllegalArgumentException if the request has a key already
     */
    public Intent newIntent(String id, Request request) {
        if (request.fields().stream().anyMatch(field -> field.isNamed(settings.keyHeader))) {
            throw new IllegalArgumentException("The client makes the " + settings.keyHeader + " and stores it");
        }
        return new Intent(id, settings.keys.get(), request, settings.time.now());
    }

    /**
     * Stores the intent, unless one of its name is stored, and sends the stored one.
     *
     * @return what became of it; never an exception for what a network or a server does
     * @throws IntentChangedException if the intent of that name has another request
     */
    public Result send(Intent intent) {
        Intents.Stored stored = settings.intents.remember(intent);
        if (!stored.intent().request().equals(intent.request())) {
            throw new IntentChangedException(intent.id());
        }
        Result result = new Sending(settings, stored.intent(), !stored.isNew()).run();
        if (result.isDecided() && !stored.isClosed()) {
            settings.intents.close(intent.id());
        }
        return result;
    }

    /**
     * Sends the intents that are not decided yet, oldest first: after a crash, and now and then for those that ended
     * {@link Result.Unknown}.
     *
     * @param most how many at most
     * @return what became of each
     */
    public List<Result> resume(int most) {
        List<Result> results = new ArrayList<>();
        for (Intent intent : settings.intents.open(most)) {
            results.add(send(intent));
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return results;
    }

    /** Says that an intent is decided, by somebody who looked at what it should have changed. */
    public void settle(String id) {
        settings.intents.close(id);
    }

    /** The parts of a client, each with a default but the transport. */
    public static final class Builder {

        final Transport transport;
        Intents intents = InMemoryIntents.create();
        RetryPolicy retries = RetryPolicy.standard();
        RetryBudget budget = RetryBudget.standard();
        Judge judge = Judge.standard();
        String keyHeader = "Idempotency-Key";
        Supplier<String> keys = Keys.random();
        Supplier<List<Request.Field>> eachAttempt = List::of;
        ClientTime time = ClientTime.system();
        LongUnaryOperator below = bound -> ThreadLocalRandom.current().nextLong(bound);

        private Builder(Transport transport) {
            this.transport = transport;
        }

        private Builder(Builder other, Transport transport) {
            this(transport);
            intents = other.intents;
            retries = other.retries;
            budget = other.budget;
            judge = other.judge;
            keyHeader = other.keyHeader;
            keys = other.keys;
            eachAttempt = other.eachAttempt;
            time = other.time;
            below = other.below;
        }

        /** Where intents are kept. By default in memory, where a crash loses them. */
        public Builder intents(Intents store) {
            intents = store;
            return this;
        }

        /** How often, and when, attempts are repeated; {@link RetryPolicy#standard()} by default. */
        public Builder retries(RetryPolicy policy) {
            retries = policy;
            return this;
        }

        /** How many retries in all; {@link RetryBudget#standard()} by default, and not shared with other clients. */
        public Builder budget(RetryBudget shared) {
            budget = shared;
            return this;
        }

        /** Who reads the answers; {@link Judge#standard()} by default. */
        public Builder judge(Judge other) {
            judge = other;
            return this;
        }

        /** The header that carries the key; {@code Idempotency-Key} by default. */
        public Builder keyHeader(String name) {
            keyHeader = name;
            return this;
        }

        /** Makes a key for each new intent; {@link Keys#random()} by default. */
        public Builder keys(Supplier<String> source) {
            keys = source;
            return this;
        }

        /** Header fields that are made for each attempt and never stored, such as {@code Authorization}. */
        public Builder eachAttempt(Supplier<List<Request.Field>> fields) {
            eachAttempt = fields;
            return this;
        }

        /**
         * Time and chance of one's own.
         *
         * @param numberBelow gives a number from 0 to below its argument
         */
        public Builder with(ClientTime other, LongUnaryOperator numberBelow) {
            time = other;
            below = numberBelow;
            return this;
        }

        /** The client, which later changes of this builder do not reach. */
        public OnefoldClient build() {
            return new OnefoldClient(new Builder(this, transport));
        }
    }
}
