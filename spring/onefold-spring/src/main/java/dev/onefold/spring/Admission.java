package dev.onefold.spring;

import dev.onefold.Scope;
import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyAge;
import dev.onefold.http.KeyHeader;
import dev.onefold.http.KeyQuota;
import dev.onefold.http.KeyWindow;
import dev.onefold.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of a keyed request beside its record: how old its key is, and how much its caller has asked for. */
public final class Admission {

    private final InstantSource clock;
    private final @Nullable KeyQuota quota;

    private Admission(InstantSource clock, @Nullable KeyQuota quota) {
        this.clock = clock;
        this.quota = quota;
    }

    /** By the machine's clock, without a quota. */
    public static Admission standard() {
        return new Admission(InstantSource.system(), null);
    }

    /** Judges the age of keys by another clock. */
    public Admission clock(InstantSource other) {
        return new Admission(other, quota);
    }

    /** Bounds what a caller may ask for. */
    public Admission quota(KeyQuota other) {
        return new Admission(clock, other);
    }

    /** Why a key is refused for its age. */
    Optional<Problem> age(HttpContract contract, KeyHeader.Valid key, HttpServletRequest request) {
        KeyWindow window = contract.keys().window();
        if (window == null) {
            return Optional.empty();
        }
        List<String> lines = window.field()
                .map(name -> Collections.list(request.getHeaders(name)))
                .<List<String>>map(List::copyOf)
                .orElse(List.of());
        KeyAge age = window.judge(key, lines, clock.instant());
        if (age instanceof KeyAge.Expired) {
            return Optional.of(contract.problems().keyExpired());
        }
        return age instanceof KeyAge.Invalid invalid
                ? Optional.of(contract.problems().keyInvalid(invalid.reason()))
                : Optional.empty();
    }

    /** Why a caller has to come again. If empty, {@link #leave} must follow. */
    Optional<Problem> enter(HttpContract contract, Scope caller) {
        return quota == null ? Optional.empty() : quota.enter(caller).map(contract.problems()::tooManyKeys);
    }

    void leave(Scope caller) {
        if (quota != null) {
            quota.leave(caller);
        }
    }

    /** Why a caller may not use a new key now. */
    Optional<Problem> newKey(HttpContract contract, Scope caller) {
        return quota == null ? Optional.empty() : quota.newKey(caller).map(contract.problems()::tooManyKeys);
    }
}
