package dev.onefold.check;

import dev.onefold.check.load.LoadPlan;
import dev.onefold.check.oracle.HttpOracle;
import dev.onefold.check.oracle.Oracle;
import dev.onefold.check.rule.Settings;
import dev.onefold.check.subject.Target;
import dev.onefold.check.subject.UnusableException;
import dev.onefold.check.wire.Limits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Gathers what is to be done. */
public final class CheckBuilder {

    final List<Counted> targets = new ArrayList<>();
    final Set<String> only = new LinkedHashSet<>();
    final Set<String> allowedHosts = new LinkedHashSet<>();
    Settings settings = Settings.DEFAULT;
    Limits limits = Limits.DEFAULT;

    @Nullable
    SSLContext tls;

    @Nullable
    LoadPlan load;

    long seed = 1;
    Function<String, String> reproduction = id -> "";

    CheckBuilder() {}

    /** A target whose effects nobody counts. */
    public CheckBuilder target(Target target) {
        targets.add(new Counted(target, null));
        return this;
    }

    /**
     * A target whose effects are counted.
     *
     * @param target what is checked
     * @param oracle who counts; closed at the end of the run; null if nobody does
     */
    public CheckBuilder target(Target target, @Nullable Oracle oracle) {
        targets.add(new Counted(target, oracle));
        return this;
    }

    /**
     * A target whose effects the API itself counts.
     *
     * @param target what is checked
     * @param question like {@code GET /orders?ref={{ref}} | $.total}; see {@link HttpOracle#parse}
     */
    public CheckBuilder counted(Target target, String question) {
        return target(target, HttpOracle.parse(question, target.call(), tls));
    }

    /** Checks with these names and no others; called again, these too. */
    public CheckBuilder only(String id) {
        only.add(id);
        return this;
    }

    /** A host other than this machine that may be sent to. */
    public CheckBuilder allowHost(String name) {
        allowedHosts.add(name);
        return this;
    }

    /** How checks are done. */
    public CheckBuilder settings(Settings how) {
        settings = how;
        return this;
    }

    /** What one request may take. */
    public CheckBuilder limits(Limits what) {
        limits = what;
        return this;
    }

    /** Whom to trust. */
    public CheckBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Sends load to the first target when all checks are done. */
    public CheckBuilder load(LoadPlan plan) {
        load = plan;
        return this;
    }

    /** Decides what is random but for the keys; 1 unless said otherwise. */
    public CheckBuilder seed(long number) {
        seed = number;
        return this;
    }

    /** Makes the line that does a check again from its name. */
    public CheckBuilder reproduction(Function<String, String> line) {
        reproduction = line;
        return this;
    }

    /**
     * Ready to run; nothing was sent yet.
     *
     * @throws UnusableException if there is nothing to check, a name is unknown or a host is not allowed
     */
    public IdempotencyCheck build() {
        return new IdempotencyCheck(this);
    }
}
