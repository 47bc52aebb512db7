package dev.onefold.http;

import dev.onefold.http.RecordedResponse.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The words in which problems are told. The formats of providers are for callers who wrote their client for that
 * provider; the codes are the provider's where it has published one, and else the problem's own, spelled as the
 * provider spells codes.
 */
public enum ErrorFormat {

    /** RFC 9457, {@code application/problem+json}. */
    PROBLEM(Problem.MEDIA_TYPE) {
        @Override
        void write(Problem problem, JsonGenerator json) {
            json.writeStringProperty("type", problem.type().toString());
            json.writeStringProperty("title", problem.title());
            json.writeNumberProperty("status", problem.status());
            json.writeStringProperty("detail", problem.detail());
            problem.members().forEach((name, value) -> property(json, name, value));
        }
    },

    /**
     * Stripe's API v1: an {@code error} with {@code type}, {@code code} and {@code message}, and {@code
     * Stripe-Should-Retry}, by which its SDKs decide.
     */
    STRIPE("application/json") {
        @Override
        void write(Problem problem, JsonGenerator json) {
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("type", type(problem));
            json.writeStringProperty("code", STRIPE_CODES.getOrDefault(problem.code(), snake(problem)));
            json.writeStringProperty("message", problem.detail());
            if (problem.hasType()) {
                json.writeStringProperty("doc_url", problem.type().toString());
            }
            json.writeEndObject();
        }

        private static String type(Problem problem) {
            if (problem.code().equals(ProblemType.KEY_REUSED.slug())) {
                return "idempotency_error";
            }
            return problem.status() >= 500 ? "api_error" : "invalid_request_error";
        }

        @Override
        List<Field> fields(Problem problem) {
            Object retryable = problem.members().get("retryable");
            return retryable == null ? List.of() : List.of(new Field("Stripe-Should-Retry", retryable.toString()));
        }
    },

    /** Agentic Commerce Protocol: flat {@code type}, {@code code} and {@code message}. */
    ACP("application/json") {
        @Override
        void write(Problem problem, JsonGenerator json) {
            json.writeStringProperty("type", problem.status() >= 500 ? "service_unavailable" : "invalid_request");
            json.writeStringProperty("code", ACP_CODES.getOrDefault(problem.code(), snake(problem)));
            json.writeStringProperty("message", problem.detail());
        }
    },

    /** Universal Commerce Protocol, REST binding: {@code code} and {@code content}. */
    UCP("application/json") {
        @Override
        void write(Problem problem, JsonGenerator json) {
            json.writeStringProperty("code", snake(problem));
            json.writeStringProperty("content", problem.detail());
        }
    },

    /** PayPal's REST APIs: {@code name}, {@code message} and {@code details} of one {@code issue}. */
    PAYPAL("application/json") {
        @Override
        void write(Problem problem, JsonGenerator json) {
            json.writeStringProperty("name", PAYPAL_NAMES.getOrDefault(problem.status(), "INVALID_REQUEST"));
            json.writeStringProperty("message", problem.title() + ".");
            json.writeArrayPropertyStart("details");
            json.writeStartObject();
            json.writeStringProperty(
                    "issue",
                    PAYPAL_ISSUES.getOrDefault(problem.code(), snake(problem).toUpperCase(Locale.ROOT)));
            json.writeStringProperty("description", problem.detail());
            json.writeEndObject();
            json.writeEndArray();
            if (problem.hasType()) {
                writeLink(problem, json);
            }
        }

        private static void writeLink(Problem problem, JsonGenerator json) {
            json.writeArrayPropertyStart("links");
            json.writeStartObject();
            json.writeStringProperty("href", problem.type().toString());
            json.writeStringProperty("rel", "information_link");
            json.writeEndObject();
            json.writeEndArray();
        }
    };

    private static final Map<String, String> STRIPE_CODES = Map.of("in-progress", "idempotency_key_in_use");

    private static final Map<String, String> ACP_CODES = Map.of(
            "key-missing", "idempotency_key_required",
            "key-reused", "idempotency_conflict",
            "in-progress", "idempotency_in_flight");

    private static final Map<String, String> PAYPAL_ISSUES = Map.of(
            "key-missing", "PAYPAL_REQUEST_ID_REQUIRED",
            "key-reused", "PAYPAL_REQUEST_ID_PREVIOUSLY_USED",
            "in-progress", "PREVIOUS_REQUEST_IN_PROGRESS");

    private static final Map<Integer, String> PAYPAL_NAMES = Map.of(
            401, "AUTHENTICATION_FAILURE",
            403, "NOT_AUTHORIZED",
            409, "RESOURCE_CONFLICT",
            422, "UNPROCESSABLE_ENTITY",
            503, "SERVICE_UNAVAILABLE");

    private final String mediaType;

    ErrorFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** Writes the members of the object that tells a problem. */
    abstract void write(Problem problem, JsonGenerator json);

    /** Header fields of this format. */
    List<Field> fields(Problem problem) {
        return List.of();
    }

    static String snake(Problem problem) {
        return problem.code().replace('-', '_');
    }

    static void property(JsonGenerator json, String name, Object value) {
        if (value instanceof Boolean truth) {
            json.writeBooleanProperty(name, truth);
        } else if (value instanceof Long number) {
            json.writeNumberProperty(name, number);
        } else {
            json.writeStringProperty(name, value.toString());
        }
    }
}
