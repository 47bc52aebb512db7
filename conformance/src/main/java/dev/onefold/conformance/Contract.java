package dev.onefold.conformance;

import java.time.Duration;
import java.util.Set;

/** What a server promises, where servers differ. Immutable; {@link #standard} has the recommended defaults. */
public final class Contract {

    /** What some servers do and others need not. */
    public enum Feature {
        /** Unpacks request bodies with {@code Content-Encoding: gzip}. */
        GZIP_REQUESTS,
        /** Packs answers with gzip for who accepts it. */
        GZIP_ANSWERS,
        /** Takes the members of {@link Operation#CREATE} as {@code application/x-www-form-urlencoded}, too. */
        FORMS,
        /** Compares JSON by meaning. */
        CANONICAL_JSON,
        /** Leaves the member {@code client_timestamp} of {@link Operation#CREATE} out of the comparison. */
        EXCLUDED_MEMBER,
        /** Checks {@code Content-Digest}. */
        CONTENT_DIGEST,
        /** Honours {@code Prefer: wait}. */
        PREFER_WAIT,
        /** Answers preflight requests from {@code https://shop.example} and {@code https://other.example}. */
        CORS,
        /** Refuses keys that are UUIDs of version 7 and older than {@link Contract#knownFor()}. */
        TIME_BOUND_KEYS,
        /** A business that was done once is refused under any other key, for ever. */
        UNIQUE_BUSINESS,
        /** Lets at most eight duplicates of one key wait. */
        BOUNDED_WAITERS,
        /** Says how long it keeps an answer, in {@code Idempotency-Expires}. */
        ADVERTISES_EXPIRY
    }

    private final Builder parts;

    private Contract(Builder parts) {
        this.parts = parts;
    }

    /** The recommended defaults, with JSON compared by meaning and no other feature. */
    public static Contract standard() {
        return builder().build();
    }

    /** The recommended defaults, to be changed. */
    public static Builder builder() {
        return new Builder();
    }

    /** The header that carries the key. */
    public String keyHeader() {
        return parts.keyHeader;
    }

    /** A second header that carries keys, too; empty if there is none. */
    public String otherKeyHeader() {
        return parts.otherKeyHeader;
    }

    /** How long a leased execution that says nothing is left alone. */
    public Duration lease() {
        return parts.lease;
    }

    /** A key that is needed is not there. */
    public Expected missing() {
        return parts.missing;
    }

    /** A key is none. */
    public Expected invalid() {
        return parts.invalid;
    }

    /** A body that two parsers may read differently. */
    public Expected bodyInvalid() {
        return parts.bodyInvalid;
    }

    /** A key belongs to another request. */
    public Expected mismatch() {
        return parts.mismatch;
    }

    /** The first request is at work. */
    public Expected inProgress() {
        return parts.inProgress;
    }

    /** The answer is not kept any more. */
    public Expected expired() {
        return parts.expired;
    }

    /** It happened, but its answer is not stored. */
    public Expected unavailable() {
        return parts.unavailable;
    }

    /** A time-bound key is older than what is remembered. */
    public Expected keyExpired() {
        return parts.keyExpired;
    }

    /** A keyed request of nobody. */
    public Expected noScope() {
        return parts.noScope;
    }

    /** The records cannot be reached. */
    public Expected storeDown() {
        return parts.storeDown;
    }

    /** A body is over the limit. */
    public Expected tooLarge() {
        return parts.tooLarge;
    }

    /** Fewest characters of a key. */
    public int shortestKey() {
        return parts.shortestKey;
    }

    /** Most characters of a key. */
    public int longestKey() {
        return parts.longestKey;
    }

    /** The header that marks a replay with {@code true}; empty if there is none. */
    public String marker() {
        return parts.marker;
    }

    /** Whether answers repeat the key as it was received. */
    public boolean echoesKey() {
        return parts.echoesKey;
    }

    /** Whether the same key at another path is another key. */
    public boolean pathInScope() {
        return parts.pathInScope;
    }

    /** How long an answer is kept. */
    public Duration answerFor() {
        return parts.answerFor;
    }

    /** How long a request is recognised. */
    public Duration knownFor() {
        return parts.knownFor;
    }

    /** The longest body that is taken. */
    public int largestBodyBytes() {
        return parts.largestBodyBytes;
    }

    /** The handler-made 4xx that are stored. */
    public Set<Integer> storedNos() {
        return parts.storedNos;
    }

    /** What else it does. */
    public Set<Feature> features() {
        return parts.features;
    }

    /** A contract that is put together. */
    public static final class Builder {

        private String keyHeader = "Idempotency-Key";
        private String otherKeyHeader = "";
        private Duration lease = Duration.ofSeconds(60);
        private Expected missing = new Expected(400, "key-missing");
        private Expected invalid = new Expected(400, "key-invalid");
        private Expected bodyInvalid = new Expected(400, "body-invalid");
        private Expected mismatch = new Expected(422, "key-reused");
        private Expected inProgress = new Expected(409, "in-progress");
        private Expected expired = new Expected(409, "result-expired");
        private Expected unavailable = new Expected(409, "result-unavailable");
        private Expected keyExpired = new Expected(409, "key-expired");
        private Expected noScope = new Expected(401, "scope-missing");
        private Expected storeDown = new Expected(503, "store-unavailable");
        private Expected tooLarge = new Expected(413, "");
        private int shortestKey = 16;
        private int longestKey = 255;
        private String marker = "Idempotent-Replayed";
        private boolean echoesKey = true;
        private boolean pathInScope = false;
        private Duration answerFor = Duration.ofDays(1);
        private Duration knownFor = Duration.ofDays(30);
        private int largestBodyBytes = 1 << 20;
        private Set<Integer> storedNos = Set.of(402, 404, 409, 410, 422);
        private Set<Feature> features = Set.of(Feature.CANONICAL_JSON);

        private Builder() {}

        private Builder(Builder other) {
            keyHeader = other.keyHeader;
            otherKeyHeader = other.otherKeyHeader;
            lease = other.lease;
            missing = other.missing;
            invalid = other.invalid;
            bodyInvalid = other.bodyInvalid;
            mismatch = other.mismatch;
            inProgress = other.inProgress;
            expired = other.expired;
            unavailable = other.unavailable;
            keyExpired = other.keyExpired;
            noScope = other.noScope;
            storeDown = other.storeDown;
            tooLarge = other.tooLarge;
            shortestKey = other.shortestKey;
            longestKey = other.longestKey;
            marker = other.marker;
            echoesKey = other.echoesKey;
            pathInScope = other.pathInScope;
            answerFor = other.answerFor;
            knownFor = other.knownFor;
            largestBodyBytes = other.largestBodyBytes;
            storedNos = other.storedNos;
            features = other.features;
        }

        /** The header that carries the key. */
        public Builder keyHeader(String value) {
            keyHeader = value;
            return this;
        }

        /** A second header that carries keys, too; empty if there is none. */
        public Builder otherKeyHeader(String value) {
            otherKeyHeader = value;
            return this;
        }

        /** How long a leased execution that says nothing is left alone. */
        public Builder lease(Duration value) {
            lease = value;
            return this;
        }

        /** A key that is needed is not there. */
        public Builder missing(Expected value) {
            missing = value;
            return this;
        }

        /** A key is none. */
        public Builder invalid(Expected value) {
            invalid = value;
            return this;
        }

        /** A body that two parsers may read differently. */
        public Builder bodyInvalid(Expected value) {
            bodyInvalid = value;
            return this;
        }

        /** A key belongs to another request. */
        public Builder mismatch(Expected value) {
            mismatch = value;
            return this;
        }

        /** The first request is at work. */
        public Builder inProgress(Expected value) {
            inProgress = value;
            return this;
        }

        /** The answer is not kept any more. */
        public Builder expired(Expected value) {
            expired = value;
            return this;
        }

        /** It happened, but its answer is not stored. */
        public Builder unavailable(Expected value) {
            unavailable = value;
            return this;
        }

        /** A time-bound key is older than what is remembered. */
        public Builder keyExpired(Expected value) {
            keyExpired = value;
            return this;
        }

        /** A keyed request of nobody. */
        public Builder noScope(Expected value) {
            noScope = value;
            return this;
        }

        /** The records cannot be reached. */
        public Builder storeDown(Expected value) {
            storeDown = value;
            return this;
        }

        /** A body is over the limit. */
        public Builder tooLarge(Expected value) {
            tooLarge = value;
            return this;
        }

        /** Fewest characters of a key. */
        public Builder shortestKey(int value) {
            shortestKey = value;
            return this;
        }

        /** Most characters of a key. */
        public Builder longestKey(int value) {
            longestKey = value;
            return this;
        }

        /** The header that marks a replay with {@code true}; empty if there is none. */
        public Builder marker(String value) {
            marker = value;
            return this;
        }

        /** Whether answers repeat the key as it was received. */
        public Builder echoesKey(boolean value) {
            echoesKey = value;
            return this;
        }

        /** Whether the same key at another path is another key. */
        public Builder pathInScope(boolean value) {
            pathInScope = value;
            return this;
        }

        /** How long an answer is kept. */
        public Builder answerFor(Duration value) {
            answerFor = value;
            return this;
        }

        /** How long a request is recognised. */
        public Builder knownFor(Duration value) {
            knownFor = value;
            return this;
        }

        /** The longest body that is taken. */
        public Builder largestBodyBytes(int value) {
            largestBodyBytes = value;
            return this;
        }

        /** The handler-made 4xx that are stored. */
        public Builder storedNos(Set<Integer> value) {
            storedNos = Set.copyOf(value);
            return this;
        }

        /** What else it does. */
        public Builder features(Set<Feature> value) {
            features = Set.copyOf(value);
            return this;
        }

        /** The contract, which later changes of this builder do not reach. */
        public Contract build() {
            return new Contract(new Builder(this));
        }
    }
}
