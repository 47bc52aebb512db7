package dev.onefold.testkit;

import dev.onefold.Onefold;
import java.util.function.Function;

/** The way in which requests come to an engine. */
enum Manner {

    /** Each in a transaction of its own. */
    ALONE {
        @Override
        <C> Requests<C> on(Onefold.Builder<C> builder, Function<Onefold.Builder<C>, Onefold<C>> build) {
            return Requests.of(build.apply(builder));
        }
    },

    /** With whoever happens to wait at the same time. */
    COALESCED {
        @Override
        <C> Requests<C> on(Onefold.Builder<C> builder, Function<Onefold.Builder<C>, Onefold<C>> build) {
            return new CoalescedRequests<>(build.apply(builder));
        }
    },

    /** Each in the middle of a batch of strangers. */
    CROWDED {
        @Override
        <C> Requests<C> on(Onefold.Builder<C> builder, Function<Onefold.Builder<C>, Onefold<C>> build) {
            HeldCommitter committer = new HeldCommitter();
            return new CrowdedRequests<>(build.apply(builder.committers(committer)), committer);
        }
    };

    abstract <C> Requests<C> on(Onefold.Builder<C> builder, Function<Onefold.Builder<C>, Onefold<C>> build);

    /** How many threads rest while one request is at work. */
    int restingAtWork() {
        return this == CROWDED ? 1 : 0;
    }
}
