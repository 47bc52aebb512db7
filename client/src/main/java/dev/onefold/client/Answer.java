package dev.onefold.client;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a server answered to one attempt. Immutable. */
public final class Answer {

    private static final int MOST_DIGITS = 9;

    private final int status;
    private final Map<String, List<String>> fields;
    private final byte[] body;
    private final boolean complete;
    private final Problem problem;

    /**
     * An answer of these parts.
     *
     * @param body copied
     * @param complete whether the body is all of it, or its beginning because it was longer than the transport keeps
     */
    public Answer(int status, Map<String, List<String>> fields, byte[] body, boolean complete) {
        this.status = status;
        this.fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, values) -> this.fields.put(name, List.copyOf(values)));
        this.body = body.clone();
        this.complete = complete;
        this.problem = status >= 400 && complete && isJson() ? Problem.read(body) : Problem.NONE;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The first value of a header field, whatever the case of its name. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name))
                .flatMap(values -> values.stream().findFirst());
    }

    /** All header fields; their names compare without regard to case. */
    public Map<String, List<String>> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** A copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** False if the body was cut because it was longer than the transport keeps. */
    public boolean isComplete() {
        return complete;
    }

    /** Whether the server says that it had given this answer before. */
    public boolean isReplayed() {
        return field("Idempotent-Replayed").filter("true"::equalsIgnoreCase).isPresent();
    }

    /** The {@code type} of the problem (RFC 9457) that the body is, if it is one. */
    public Optional<String> problemType() {
        return problem.text("type");
    }

    /** A member of the problem (RFC 9457) that the body is: a text, number or boolean, as text. */
    public Optional<String> problemMember(String name) {
        return problem.text(name);
    }

    /** How long {@code Retry-After} asks to wait, in seconds or until a date; not below zero. */
    public Optional<Duration> retryAfter(Instant now) {
        return field("Retry-After").flatMap(value -> retryAfter(value.trim(), now));
    }

    private static Optional<Duration> retryAfter(String value, Instant now) {
        if (value.length() <= MOST_DIGITS
                && !value.isEmpty()
                && value.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private boolean isJson() {
        return field("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT))
                .filter(type -> type.contains("json"))
                .isPresent();
    }

    @Override
    public String toString() {
        return status + problemType().map(type -> " " + type).orElse("");
    }
}
