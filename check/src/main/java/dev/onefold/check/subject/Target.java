package dev.onefold.check.subject;

import dev.onefold.check.wire.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation that is checked, and what is known about it. What is not given is guessed where that is safe; otherwise the
 * checks that need it say that they do not apply.
 */
public final class Target {

    /** The field that carries the key, unless told otherwise. */
    public static final String KEY_HEADER = "Idempotency-Key";

    private final Call call;
    private final String keyHeader;
    private final KeyForm keyForm;
    private final @Nullable Boolean keyRequired;
    private final List<Call> before;
    private final @Nullable Template otherBody;
    private final @Nullable Template otherPath;
    private final List<Call.HeaderTemplate> otherHeaders;
    private final List<Call.HeaderTemplate> failingHeaders;
    private final @Nullable Duration retention;

    private Target(Builder builder) {
        // whatever key a recorded request had, each intent has its own
        call = builder.call.withoutHeader(builder.keyHeader);
        keyHeader = builder.keyHeader;
        keyForm = builder.keyForm;
        keyRequired = builder.keyRequired;
        before = List.copyOf(builder.before);
        otherBody = builder.otherBody;
        otherPath = builder.otherPath;
        otherHeaders = List.copyOf(builder.otherHeaders);
        failingHeaders = List.copyOf(builder.failingHeaders);
        retention = builder.retention;
    }

    /**
     * Begins with a target of which nothing but the request is known.
     *
     * @param call the request; a {@code {{ref}}} in it makes each intent's effect recognisable
     */
    public static Builder of(Call call) {
        return new Builder(call);
    }

    /** Begins with what is known of this one. */
    public Builder toBuilder() {
        Builder builder = new Builder(call);
        builder.keyHeader = keyHeader;
        builder.keyForm = keyForm;
        builder.keyRequired = keyRequired;
        builder.before.addAll(before);
        builder.otherBody = otherBody;
        builder.otherPath = otherPath;
        builder.otherHeaders.addAll(otherHeaders);
        builder.failingHeaders.addAll(failingHeaders);
        builder.retention = retention;
        return builder;
    }

    /** The request, without a key. */
    public Call call() {
        return call;
    }

    /** The field that carries the key. */
    public String keyHeader() {
        return keyHeader;
    }

    /** How a key is written. */
    public KeyForm keyForm() {
        return keyForm;
    }

    /** Whether a request without a key must be refused, if that is known. */
    public Optional<Boolean> keyRequired() {
        return Optional.ofNullable(keyRequired);
    }

    /** Calls that prepare an intent, each sent once, with a key of its own. */
    public List<Call> before() {
        return before;
    }

    /** A valid body that means something else: the given one, or one made from a JSON body. */
    public Optional<Template> otherBody() {
        return otherBody != null
                ? Optional.of(otherBody)
                : Json.changed(call.body().text()).map(Template::new);
    }

    /** Path and query of another operation that takes the same body. */
    public Optional<Template> otherPath() {
        return Optional.ofNullable(otherPath);
    }

    /** Whether it is known how somebody else calls. */
    public boolean knowsAnother() {
        return !otherHeaders.isEmpty();
    }

    /** Whether it is known how to make the server answer 5xx. */
    public boolean knowsFailure() {
        return !failingHeaders.isEmpty();
    }

    /** How long the server says it remembers an answer. */
    public Optional<Duration> retention() {
        return Optional.ofNullable(retention);
    }

    /** The request of an intent without a key. */
    public WireRequest unkeyed(Intent intent) {
        return call.request(intent);
    }

    /** The request of an intent with its key. */
    public WireRequest keyed(Intent intent) {
        return keyed(intent, keyForm.write(intent.key()));
    }

    /** The request of an intent with this as the value of the key's field. */
    public WireRequest keyed(Intent intent, String headerValue) {
        return call.request(intent).with(keyHeader, headerValue);
    }

    /** A request as somebody else sends it. */
    public WireRequest byAnother(WireRequest request, Intent intent) {
        return replaced(request, otherHeaders, intent);
    }

    /** A request with what makes the server fail. */
    public WireRequest failing(WireRequest request, Intent intent) {
        return replaced(request, failingHeaders, intent);
    }

    private static WireRequest replaced(WireRequest request, List<Call.HeaderTemplate> headers, Intent intent) {
        WireRequest changed = request;
        for (Call.HeaderTemplate header : headers) {
            changed = changed.replacing(header.name(), header.value().fill(intent));
        }
        return changed;
    }

    @Override
    public String toString() {
        return call.toString();
    }

    /** Gathers what is known. */
    public static final class Builder {

        private final Call call;
        private String keyHeader = KEY_HEADER;
        private KeyForm keyForm = KeyForm.BARE;
        private @Nullable Boolean keyRequired;
        private final List<Call> before = new ArrayList<>();
        private @Nullable Template otherBody;
        private @Nullable Template otherPath;
        private final List<Call.HeaderTemplate> otherHeaders = new ArrayList<>();
        private final List<Call.HeaderTemplate> failingHeaders = new ArrayList<>();
        private @Nullable Duration retention;

        private Builder(Call call) {
            this.call = call;
        }

        /** The field that carries the key; {@value Target#KEY_HEADER} unless said otherwise. */
        public Builder keyHeader(String name) {
            keyHeader = name;
            return this;
        }

        /** How a key is written; bare unless said otherwise. */
        public Builder keyForm(KeyForm form) {
            keyForm = form;
            return this;
        }

        /** Whether a request without a key must be refused. */
        public Builder keyRequired(boolean required) {
            keyRequired = required;
            return this;
        }

        /** A call that prepares an intent; called again, they are sent in that order. */
        public Builder before(Call preparation) {
            before.add(preparation);
            return this;
        }

        /** A valid body that means something else, for the same key. */
        public Builder otherBody(String body) {
            otherBody = new Template(body);
            return this;
        }

        /** Path and query of another operation that takes the same body. */
        public Builder otherPath(String path) {
            otherPath = new Template(path);
            return this;
        }

        /** A line {@code Name: value} that makes the caller somebody else; it replaces the lines of its name. */
        public Builder otherHeader(String line) {
            otherHeaders.add(parsed(line));
            return this;
        }

        /** A line {@code Name: value} that makes the server answer 5xx. */
        public Builder failingHeader(String line) {
            failingHeaders.add(parsed(line));
            return this;
        }

        private Call.HeaderTemplate parsed(String line) {
            List<Call.HeaderTemplate> headers = call.withHeader(line).headers();
            return headers.get(headers.size() - 1);
        }

        /** How long the server says it remembers an answer. */
        public Builder retention(Duration stated) {
            retention = stated;
            return this;
        }

        /** The target. */
        public Target build() {
            return new Target(this);
        }
    }
}
