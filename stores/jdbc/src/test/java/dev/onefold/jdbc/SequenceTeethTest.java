package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.onefold.Fingerprint;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.Work;
import dev.onefold.sequence.Feed;
import dev.onefold.sequence.Message;
import dev.onefold.sequence.Position;
import dev.onefold.sequence.Sequences;
import dev.onefold.testkit.SequenceContract;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Broken sequences fail the contract, and the test that is there to find them. */
class SequenceTeethTest {

    /** A broken variant, and the group and test of the contract that are there to find it. */
    private record Variant(Class<?> broken, String group, String finder) {}

    private static final List<Variant> VARIANTS = List.of(
            new Variant(ContentIgnored.class, "A_number", "with_other_content_is_a_mismatch"),
            new Variant(SourceAsItSays.class, "A_number", "belongs_to_its_source"),
            new Variant(EpochIgnored.class, "An_epoch", "that_is_newer_begins_anew_and_ends_the_older"),
            new Variant(GapsPassed.class, "Gapless_numbers", "wait_for_the_missing_one_and_name_it"),
            new Variant(LateNumbersDropped.class, "Rising_numbers", "out_of_order_are_told_and_not_done"),
            new Variant(RunAgainWhenBusy.class, "The_callers_transaction", "goes_on_after_every_outcome"),
            new Variant(MarkOnly.class, "Unique_numbers", "come_in_any_order"));

    @TestFactory
    Stream<DynamicTest> every_broken_variant_is_found() {
        return VARIANTS.stream()
                .map(variant -> DynamicTest.dynamicTest(
                        variant.broken().getSimpleName(),
                        () -> assertThat(failures(variant)).contains(variant.finder())));
    }

    private static Set<String> failures(Variant variant) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectNestedClass(
                        List.of(variant.broken().getName()), SequenceContract.class.getName() + "$" + variant.group()))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getTestDescriptor().getSource().orElseThrow())
                .map(source -> ((MethodSource) source).getMethodName())
                .collect(Collectors.toSet());
    }

    /** Asks the real ones something else than it was asked, or tells something else than it was told. */
    abstract static class Broken extends SequenceTests {

        Broken() {
            super(Engine.H2, Connection.TRANSACTION_READ_COMMITTED);
        }

        Message asked(Message message) {
            return message;
        }

        <T> Feed<T> asked(Feed<T> feed) {
            return feed;
        }

        /** What is told instead; the work is there to be run. */
        <T, X extends Exception> Outcome<T> told(
                Outcome<T> outcome, Connection transaction, Work<Connection, T, X> work) throws X {
            return outcome;
        }

        static <T> Feed<T> rising(Feed<T> feed) {
            return new Feed<>(feed.name(), Feed.Mode.MONOTONIC, feed.codec(), feed.answers(), feed.reach());
        }

        @Override
        protected Sequences<Connection> sequences() {
            Sequences<Connection> real = super.sequences();
            return new Sequences<>() {
                @Override
                public <T, X extends Exception> Outcome<T> accept(
                        Connection transaction, Feed<T> feed, Message message, Work<Connection, T, X> work) throws X {
                    return told(real.accept(transaction, asked(feed), asked(message), work), transaction, work);
                }

                @Override
                public Outcome<Position> skip(
                        Connection transaction, Feed<?> feed, Scope source, long epoch, long upTo) {
                    return real.skip(transaction, feed, source, epoch, upTo);
                }

                @Override
                public Optional<Position> position(Connection transaction, Feed<?> feed, Scope source) {
                    return real.position(transaction, feed, source);
                }
            };
        }
    }

    static class ContentIgnored extends Broken {
        @Override
        Message asked(Message message) {
            return new Message(message.source(), message.epoch(), message.number(), Fingerprint.ofText("same"));
        }
    }

    static class SourceAsItSays extends Broken {
        @Override
        Message asked(Message message) {
            return new Message(new Scope("", "all"), message.epoch(), message.number(), message.fingerprint());
        }
    }

    static class EpochIgnored extends Broken {
        @Override
        Message asked(Message message) {
            return new Message(message.source(), 0, message.number(), message.fingerprint());
        }
    }

    static class GapsPassed extends Broken {
        @Override
        <T> Feed<T> asked(Feed<T> feed) {
            return feed.mode() == Feed.Mode.GAPLESS ? rising(feed) : feed;
        }
    }

    static class LateNumbersDropped extends Broken {
        @Override
        <T, X extends Exception> Outcome<T> told(
                Outcome<T> outcome, Connection transaction, Work<Connection, T, X> work) {
            return outcome instanceof Outcome.Stale ? new Outcome.Expired<>(Instant.EPOCH) : outcome;
        }
    }

    static class RunAgainWhenBusy extends Broken {
        @Override
        <T, X extends Exception> Outcome<T> told(
                Outcome<T> outcome, Connection transaction, Work<Connection, T, X> work) throws X {
            return outcome instanceof Outcome.InProgress ? new Outcome.Applied<>(work.run(transaction)) : outcome;
        }
    }

    /** The last number seen, which is what many an importer keeps. */
    static class MarkOnly extends Broken {
        @Override
        <T> Feed<T> asked(Feed<T> feed) {
            return rising(feed);
        }
    }
}
