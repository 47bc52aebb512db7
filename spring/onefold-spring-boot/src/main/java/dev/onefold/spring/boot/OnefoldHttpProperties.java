package dev.onefold.spring.boot;

import dev.onefold.http.ErrorFormat;
import dev.onefold.http.FieldSelection;
import dev.onefold.http.FingerprintRule;
import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyRule;
import dev.onefold.http.KeyScope;
import dev.onefold.http.KeySyntax;
import dev.onefold.http.KeyTime;
import dev.onefold.http.KeyWindow;
import dev.onefold.http.Marker;
import dev.onefold.http.ReplayMode;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What an operation promises its callers over HTTP: under {@code onefold.http} for all operations that name no profile,
 * and under {@code onefold.operations.<name>.http} for one. What is not set is the profile's.
 *
 * @param keyHeader Name of the request header that carries the key.
 * @param keyAliases Comma-separated list of other names of that header, from older callers.
 * @param keyForm Form of a key: any visible ASCII, quoted only, UUID, or UUID of version 7.
 * @param keyPattern Regular expression that a whole key must match as well.
 * @param minKeyLength Length of the shortest key, in characters.
 * @param maxKeyLength Length of the longest key, in characters, at most 255.
 * @param anyKeyCase Whether the spellings of a UUID in upper and lower case are one key.
 * @param keyTime Where the time of a key is told: in a UUID of version 7, or in Repeatability-First-Sent. Older keys are refused.
 * @param keyWindow Time for which such a key is good; by default as long as records are known.
 * @param keySkew Time by which clocks may differ from each other, at most 1 hour.
 * @param echoKey Whether answers repeat the key.
 * @param keyScope What a key is unique in: the caller, the caller and the operation, or the caller and the path.
 * @param compare How bodies of requests are compared: JSON by its meaning, byte for byte, or not at all.
 * @param compareOnly Comma-separated list of the only JSON members that are compared, such as customer.email.
 * @param compareWithout Comma-separated list of JSON members that are not compared.
 * @param compareHeaders Comma-separated list of request headers that are compared.
 * @param mismatchStatus Status of a key that came with another request: 400, 409 or 422.
 * @param inProgressStatus Status of a duplicate whose first request is at work: 409, 423, 425 or 503.
 * @param missingKeyStatus Status of a request without the key that it needs: 400, 422 or 428.
 * @param replay What a repeat is told: the first answer, the current state, or where to find it.
 * @param marker Name of the response header that marks replays.
 * @param markerOnReplays Value of that header on replays.
 * @param markerOnFirst Value of that header on first answers; by default they do not have it.
 * @param remember Comma-separated list of statuses of errors that are remembered too.
 * @param forget Comma-separated list of statuses of errors that are not remembered.
 * @param replayHeaders Comma-separated list of response headers to store and replay beside the usual ones.
 * @param errors Words in which problems are told: RFC 9457, or those of a provider.
 * @param maxRequestSize Size of the longest body of an idempotent request.
 * @param maxResponseSize Size of the longest response of an idempotent handler.
 */
@ConfigurationProperties("onefold.http")
public record OnefoldHttpProperties(
        @Nullable String keyHeader,
        @Nullable List<String> keyAliases,
        KeySyntax.@Nullable Form keyForm,
        @Nullable Pattern keyPattern,
        @Nullable Integer minKeyLength,
        @Nullable Integer maxKeyLength,
        @Nullable Boolean anyKeyCase,
        @Nullable KeyTime keyTime,
        @Nullable Duration keyWindow,
        @Nullable Duration keySkew,
        @Nullable Boolean echoKey,
        @Nullable KeyScope keyScope,
        FingerprintRule.@Nullable Body compare,
        @Nullable List<String> compareOnly,
        @Nullable List<String> compareWithout,
        @Nullable List<String> compareHeaders,
        @Nullable Integer mismatchStatus,
        @Nullable Integer inProgressStatus,
        @Nullable Integer missingKeyStatus,
        @Nullable ReplayMode replay,
        @Nullable String marker,
        @Nullable String markerOnReplays,
        @Nullable String markerOnFirst,
        @Nullable List<Integer> remember,
        @Nullable List<Integer> forget,
        @Nullable List<String> replayHeaders,
        @Nullable ErrorFormat errors,
        @Nullable DataSize maxRequestSize,
        @Nullable DataSize maxResponseSize) {

    /** Nothing is set. */
    static OnefoldHttpProperties none() {
        return new OnefoldHttpProperties(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** What holds for every profile: sizes, and headers to replay. */
    HttpContract limit(HttpContract profile) {
        HttpContract contract = profile;
        contract = set(contract, maxRequestSize, (to, size) -> to.fingerprint(rule -> rule.maxBodyBytes(bytes(size))));
        contract = set(contract, maxResponseSize, (to, size) -> to.maxResponseBytes(bytes(size)));
        return set(
                contract,
                replayHeaders,
                (to, names) -> to.responses(
                        policy -> policy.headers(policy.headers().allowing(names.toArray(String[]::new)))));
    }

    /** All that is set. */
    HttpContract change(HttpContract profile) {
        HttpContract contract = limit(profile).keys(this::change);
        contract = set(contract, keyScope, HttpContract::scope);
        contract = contract.fingerprint(this::change);
        contract = set(contract, mismatchStatus, HttpContract::mismatchStatus);
        contract = set(contract, inProgressStatus, HttpContract::inProgressStatus);
        contract = set(contract, missingKeyStatus, HttpContract::missingKeyStatus);
        contract = set(contract, replay, HttpContract::replays);
        contract = contract.marker(change(contract.marker()));
        contract =
                set(contract, remember, (to, statuses) -> to.responses(policy -> policy.remembering(ints(statuses))));
        contract = set(contract, forget, (to, statuses) -> to.responses(policy -> policy.forgetting(ints(statuses))));
        return set(contract, errors, (to, format) -> to.problems(told -> told.in(format)));
    }

    private KeyRule change(KeyRule rule) {
        KeyRule keys = set(rule, keyHeader, KeyRule::header);
        keys = set(keys, keyAliases, KeyRule::aliases);
        keys = set(keys, echoKey, KeyRule::echo);
        keys = set(keys, keyTime, (to, time) -> to.window(time.window()));
        KeyWindow window = keys.window();
        if (window != null) {
            window = set(set(window, keyWindow, KeyWindow::lasting), keySkew, KeyWindow::skew);
            keys = keys.window(window);
        }
        KeySyntax syntax = keys.syntax();
        int min = minKeyLength == null ? syntax.minChars() : minKeyLength;
        int max = maxKeyLength == null ? syntax.maxChars() : maxKeyLength;
        syntax = set(syntax.length(min, max), keyForm, KeySyntax::form);
        syntax = set(syntax, keyPattern, KeySyntax::matching);
        return keys.syntax(set(syntax, anyKeyCase, KeySyntax::anyCase));
    }

    private FingerprintRule change(FingerprintRule rule) {
        if (compareOnly != null && compareWithout != null) {
            throw new IllegalArgumentException("compare-only and compare-without exclude each other");
        }
        FingerprintRule compared = set(rule, compare, FingerprintRule::body);
        compared = set(compared, compareHeaders, FingerprintRule::headers);
        compared = set(compared, compareOnly, (to, fields) -> to.fields(FieldSelection.only(fields)));
        return set(compared, compareWithout, (to, fields) -> to.fields(FieldSelection.without(fields)));
    }

    private Marker change(Marker usual) {
        Marker changed = set(usual, marker, Marker::named);
        changed = set(changed, markerOnReplays, Marker::replayed);
        return set(changed, markerOnFirst, Marker::first);
    }

    private static <T, V> T set(T to, @Nullable V value, BiFunction<T, V, T> setter) {
        return value == null ? to : setter.apply(to, value);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** More than an int holds is refused as any size that is too large. */
    private static int bytes(DataSize size) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, size.toBytes()));
    }
}
