package dev.onefold.spring;

import dev.onefold.Operation.Retention;
import dev.onefold.http.FieldSelection;
import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyWindow;
import dev.onefold.http.ResponsePolicy;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** From settings and annotation to an operation's contract: the profile, then the annotation, then the settings. */
final class Contracts {

    private final IdempotencySettings settings;

    Contracts(IdempotencySettings settings) {
        this.settings = settings;
    }

    /** @throws IllegalArgumentException if something is set that cannot be, naming it */
    HttpContract of(String operation, Idempotent annotation) {
        OperationSettings own = settings.operation(operation);
        String profile = own.profile() == null ? annotation.profile() : own.profile();
        HttpContract base = profile.isEmpty() ? settings.contract() : settings.profile(profile);
        HttpContract changed = own.change().apply(annotated(base, annotation.http()));
        HttpContract contract = annotation.secret() ? changed.responses(ResponsePolicy::withholding) : changed;
        return withinRetention(contract, new Durations(settings, operation, annotation).retention());
    }

    /** A time that is told beside the key is the same in all attempts. */
    static HttpContract withinRetention(HttpContract contract, Retention retention) {
        KeyWindow open = contract.keys().window();
        if (open == null) {
            return contract;
        }
        KeyWindow window = open.within(retention);
        HttpContract bounded = contract.keys(keys -> keys.window(window));
        return window.field()
                .map(field -> bounded.fingerprint(rule -> rule.headers(
                        Stream.concat(rule.headers().stream(), Stream.of(field)).toList())))
                .orElse(bounded);
    }

    KeyPresence presence(String operation, Idempotent annotation) {
        KeyPresence own = settings.operation(operation).presence();
        if (own != null) {
            return own;
        }
        return annotation.required() ? KeyPresence.REQUIRED : KeyPresence.OPTIONAL;
    }

    private static HttpContract annotated(HttpContract base, IdempotentHttp http) {
        HttpContract contract = withFields(withKeys(base, http), http)
                .responses(policy -> policy.remembering(http.remember()).forgetting(http.forget()));
        if (http.replay().length > 0) {
            contract = contract.replays(http.replay()[0]);
        }
        if (http.mismatchStatus() != 0) {
            contract = contract.mismatchStatus(http.mismatchStatus());
        }
        return http.inProgressStatus() == 0 ? contract : contract.inProgressStatus(http.inProgressStatus());
    }

    private static HttpContract withKeys(HttpContract base, IdempotentHttp http) {
        HttpContract contract = base;
        if (!http.keyHeader().isEmpty()) {
            contract = contract.keys(keys -> keys.header(http.keyHeader()));
        }
        if (http.keyAliases().length > 0) {
            contract = contract.keys(keys -> keys.aliases(List.of(http.keyAliases())));
        }
        if (http.keyTime().length > 0) {
            KeyWindow window = http.keyTime()[0].window();
            contract = contract.keys(keys -> keys.window(
                    http.keyWindow().isEmpty()
                            ? window
                            : window.lasting(DurationFormatterUtils.detectAndParse(http.keyWindow()))));
        }
        return http.keyScope().length == 0 ? contract : contract.scope(http.keyScope()[0]);
    }

    private static HttpContract withFields(HttpContract base, IdempotentHttp http) {
        if (http.compareOnly().length > 0 && http.compareWithout().length > 0) {
            throw new IllegalArgumentException("compareOnly and compareWithout exclude each other");
        }
        HttpContract contract = base;
        if (http.compare().length > 0) {
            contract = contract.fingerprint(rule -> rule.body(http.compare()[0]));
        }
        if (http.compareHeaders().length > 0) {
            contract = contract.fingerprint(rule -> rule.headers(List.of(http.compareHeaders())));
        }
        if (http.compareOnly().length > 0) {
            contract = contract.fingerprint(rule -> rule.fields(FieldSelection.only(List.of(http.compareOnly()))));
        }
        return http.compareWithout().length == 0
                ? contract
                : contract.fingerprint(rule -> rule.fields(FieldSelection.without(List.of(http.compareWithout()))));
    }
}
