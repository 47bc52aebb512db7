package dev.onefold.check.rule;

import dev.onefold.check.oracle.Oracle;
import dev.onefold.check.subject.Allowance;
import dev.onefold.check.subject.Intents;
import dev.onefold.check.subject.Target;
import dev.onefold.check.wire.Limits;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.Wire;
import dev.onefold.check.wire.WireResponse;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What all trials of a target share.
 *
 * @param target what is checked
 * @param oracle counts effects; null if nobody does
 * @param intents makes intents
 * @param allowance how much may be sent
 * @param settings how checks are done
 * @param limits what one request may take
 * @param tls whom to trust; null for the certificates this Java trusts
 * @param example an accepted answer to the keyed request; null before there is one
 * @param telling whether two intents are answered differently, so that an answer shows whose it is
 */
public record Bench(
        Target target,
        @Nullable Oracle oracle,
        Intents intents,
        Allowance allowance,
        Settings settings,
        Limits limits,
        @Nullable SSLContext tls,
        @Nullable WireResponse example,
        boolean telling) {

    /** The same with what an accepted answer looks like, for a target that writes keys in this form. */
    public Bench with(Target adjusted, WireResponse accepted, boolean differing) {
        return new Bench(adjusted, oracle, intents, allowance, settings, limits, tls, accepted, differing);
    }

    Optional<WireResponse> accepted() {
        return Optional.ofNullable(example);
    }

    Wire wire(Protocol protocol) {
        return Wire.to(protocol, target.call().origin(), limits, tls);
    }
}
