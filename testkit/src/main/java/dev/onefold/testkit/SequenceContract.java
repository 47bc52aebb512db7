package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.sequence.Feed;
import dev.onefold.sequence.Message;
import dev.onefold.sequence.Position;
import dev.onefold.sequence.Sequences;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an implementation of {@link Sequences} owes.
 *
 * @param <C> the transaction's resource
 */
@Tag("technique-10")
public abstract class SequenceContract<C> {

    /** What is looked at. */
    protected abstract Sequences<C> sequences();

    /** Begins a transaction on a connection of its own. */
    protected abstract C begin() throws Exception;

    protected abstract void commit(C transaction) throws Exception;

    /** Ends the transaction without its effects, as if its process had died. */
    protected abstract void abort(C transaction) throws Exception;

    /** Does what a test can count, once for each call. */
    protected abstract void effect(C transaction, String name) throws Exception;

    /** How many committed effects there are of that name. */
    protected abstract long effects(String name) throws Exception;

    /** How many rows are kept of all sources, the one of each source included. */
    protected abstract long rows() throws Exception;

    /** Whether transactions begin at a level at which a snapshot hides what others commit. */
    protected boolean snapshots() {
        return false;
    }

    /** Whether the database refuses transactions at their commit, which then succeed when run again. */
    protected boolean isTransient(Exception failure) {
        return false;
    }

    /** The parts' common ground: a source that nobody else uses, and messages of it. */
    abstract class Group extends ContractGroup {

        final Scope source = new Scope("tenant", unique("source"));
        final String name = unique("effect");
        final Feed<String> any = Feed.unique("any", Codec.text());
        final Feed<String> rising = Feed.monotonic("rising", Codec.text());
        final Feed<String> gapless = Feed.gapless("gapless", Codec.text());

        Message message(long number) {
            return message(0, number);
        }

        Message message(long epoch, long number) {
            return new Message(source, epoch, number, Fingerprint.ofText("content", Long.toString(number)));
        }

        Outcome<String> in(C transaction, Feed<String> feed, Message message) throws Exception {
            return sequences().accept(transaction, feed, message, same -> {
                effect(same, name);
                return "answer " + message.number();
            });
        }

        Outcome<String> once(Feed<String> feed, Message message) throws Exception {
            C transaction = begin();
            try {
                Outcome<String> outcome = in(transaction, feed, message);
                commit(transaction);
                return outcome;
            } catch (Exception failure) {
                if (isTransient(failure)) {
                    return new Outcome.InProgress<>(Duration.ZERO);
                }
                throw failure;
            } finally {
                abort(transaction);
            }
        }

        /** As a caller does it: again, in a new transaction, while another is at work. */
        Outcome<String> told(Feed<String> feed, Message message) throws Exception {
            while (true) {
                Outcome<String> outcome = once(feed, message);
                if (!(outcome instanceof Outcome.InProgress)) {
                    return outcome;
                }
                Thread.sleep(ThreadLocalRandom.current().nextInt(1, 10));
            }
        }

        Kind kind(Feed<String> feed, long number) throws Exception {
            return once(feed, message(number)).kind();
        }

        void assertApplied(Feed<String> feed, long... numbers) throws Exception {
            for (long number : numbers) {
                assertThat(once(feed, message(number)))
                        .as("number %s", number)
                        .isEqualTo(new Outcome.Applied<>("answer " + number));
            }
        }

        Optional<Position> position(Feed<String> feed) throws Exception {
            C transaction = begin();
            try {
                return sequences().position(transaction, feed, source);
            } finally {
                abort(transaction);
            }
        }

        Outcome<Position> skip(Feed<String> feed, long epoch, long upTo) throws Exception {
            C transaction = begin();
            try {
                Outcome<Position> outcome = sequences().skip(transaction, feed, source, epoch, upTo);
                commit(transaction);
                return outcome;
            } finally {
                abort(transaction);
            }
        }
    }

    @Nested
    class A_number extends Group {

        @ParameterizedTest
        @EnumSource
        void has_its_effect_once_and_the_same_answer_ever_after(Feed.Mode mode) throws Exception {
            Feed<String> feed = new Feed<>("feed", mode, Codec.text(), 10, 10);
            assertApplied(feed, 1);
            Outcome<String> repeat = once(feed, message(1));
            assertThat(repeat).isInstanceOf(Outcome.Replayed.class);
            assertThat(((Outcome.Replayed<String>) repeat).value()).isEqualTo("answer 1");
            assertThat(effects(name)).isEqualTo(1);
        }

        @ParameterizedTest
        @EnumSource
        void with_other_content_is_a_mismatch(Feed.Mode mode) throws Exception {
            Feed<String> feed = new Feed<>("feed", mode, Codec.text(), 10, 10);
            assertApplied(feed, 1);
            assertThat(once(feed, new Message(source, 0, 1, OTHER_CONTENT)))
                    .isEqualTo(new Outcome.Mismatch<>("content"));
            assertThat(effects(name)).isEqualTo(1);
        }

        @Test
        void belongs_to_its_source() throws Exception {
            assertApplied(any, 1);
            Scope principal = new Scope("tenant", unique("another"));
            Scope tenant = new Scope("another tenant", source.principal());
            for (Scope another : List.of(principal, tenant)) {
                assertThat(once(any, new Message(another, 0, 1, OTHER_CONTENT)).kind())
                        .isEqualTo(Kind.APPLIED);
            }
        }

        @Test
        void belongs_to_its_feed() throws Exception {
            assertApplied(any, 1);
            assertApplied(rising, 1);
            assertApplied(gapless, 1);
        }

        @Test
        void answers_byte_for_byte() throws Exception {
            Feed<Content> bytes = Feed.unique("bytes", Codec.content());
            Content answer = Content.of("application/octet-stream", new byte[] {0, 1, -1, 10, 13});
            for (int i = 0; i < 2; i++) {
                C transaction = begin();
                Outcome<Content> outcome = sequences().accept(transaction, bytes, message(1), same -> answer);
                commit(transaction);
                abort(transaction);
                assertThat(outcome)
                        .satisfiesAnyOf(
                                first -> assertThat(first).isEqualTo(new Outcome.Applied<>(answer)),
                                again -> assertThat(((Outcome.Replayed<Content>) again).value())
                                        .isEqualTo(answer));
            }
        }

        @Test
        void is_1_or_more() {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> message(0));
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> message(Long.MAX_VALUE));
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> message(-1, 1));
        }

        @Test
        void may_be_the_largest_there_is() throws Exception {
            assertApplied(any, Long.MAX_VALUE - 1);
            assertThat(kind(any, Long.MAX_VALUE - 1)).isEqualTo(Kind.REPLAYED);
            assertApplied(rising, Long.MAX_VALUE - 1);
            assertThat(kind(rising, Long.MAX_VALUE - 1)).isEqualTo(Kind.REPLAYED);
        }

        @Test
        void whose_answer_is_too_large_is_still_free() throws Exception {
            C transaction = begin();
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() ->
                            sequences().accept(transaction, any, message(1), same -> "x".repeat((1 << 20) + 1)));
            abort(transaction);
            assertApplied(any, 1);
        }
    }

    @Nested
    class Unique_numbers extends Group {

        @Test
        void come_in_any_order() throws Exception {
            assertApplied(any, 5, 3, 1, 2, 9, 4);
            for (long number : new long[] {1, 2, 3, 4, 5, 9}) {
                assertThat(kind(any, number)).isEqualTo(Kind.REPLAYED);
            }
            assertThat(effects(name)).isEqualTo(6);
            assertThat(position(any)).contains(new Position(0, 5));
        }

        @Test
        void far_apart_move_the_window_and_what_falls_out_of_it_is_told() throws Exception {
            Feed<String> narrow = any.reach(5).answers(0);
            assertApplied(narrow, 1, 3, 100);
            assertThat(position(narrow)).contains(new Position(0, 95));
            assertApplied(narrow, 96);
            assertThat(kind(narrow, 2)).as("never came").isEqualTo(Kind.STALE);
            assertThat(kind(narrow, 3))
                    .as("cannot be told from one that never came")
                    .isEqualTo(Kind.STALE);
            assertThat(effects(name)).isEqualTo(4);
        }
    }

    @Nested
    class Rising_numbers extends Group {

        @Test
        void out_of_order_are_told_and_not_done() throws Exception {
            assertApplied(rising, 2, 7);
            Outcome<String> late = once(rising, message(5));
            assertThat(late).isInstanceOf(Outcome.Stale.class);
            assertThat(((Outcome.Stale<String>) late).reason()).contains("5", "7");
            assertThat(kind(rising, 2)).isEqualTo(Kind.REPLAYED);
            assertThat(kind(rising, 7)).isEqualTo(Kind.REPLAYED);
            assertApplied(rising, 8);
            assertThat(effects(name)).isEqualTo(3);
        }
    }

    @Nested
    class Gapless_numbers extends Group {

        @Test
        void wait_for_the_missing_one_and_name_it() throws Exception {
            assertApplied(gapless, 1);
            for (int i = 0; i < 2; i++) {
                Outcome<String> early = once(gapless, message(3));
                assertThat(early).isInstanceOf(Outcome.Rejected.class);
                Outcome.Rejected<String> rejected = (Outcome.Rejected<String>) early;
                assertThat(rejected.rejection().code()).isEqualTo(Sequences.GAP);
                assertThat(rejected.rejection().detail().text()).contains("2", "3");
                assertThat(rejected.memory()).isEqualTo(Outcome.Rejected.Memory.FORGOTTEN);
            }
            assertApplied(gapless, 2, 3);
            assertThat(effects(name)).isEqualTo(3);
        }

        @Test
        void go_on_behind_one_that_is_given_up() throws Exception {
            assertApplied(gapless, 1);
            assertThat(skip(gapless, 0, 4)).isEqualTo(new Outcome.Applied<>(new Position(0, 4)));
            assertThat(skip(gapless, 0, 3)).isInstanceOf(Outcome.Replayed.class);
            assertThat(kind(gapless, 2)).isEqualTo(Kind.STALE);
            assertThat(kind(gapless, 1)).isEqualTo(Kind.REPLAYED);
            assertApplied(gapless, 5);
        }

        @Test
        void begin_where_the_operator_says() throws Exception {
            assertThat(skip(gapless, 3, 999)).isEqualTo(new Outcome.Applied<>(new Position(3, 999)));
            assertThat(once(gapless, message(3, 1000)).kind()).isEqualTo(Kind.APPLIED);
            assertThat(skip(gapless, 2, 5000)).isInstanceOf(Outcome.Stale.class);
            assertThat(position(gapless)).contains(new Position(3, 1000));
        }
    }

    @Nested
    class An_epoch extends Group {

        @ParameterizedTest
        @EnumSource
        void that_is_newer_begins_anew_and_ends_the_older(Feed.Mode mode) throws Exception {
            Feed<String> feed = new Feed<>("feed", mode, Codec.text(), 10, 10);
            assertApplied(feed, 1, 2, 3);
            assertThat(once(feed, message(7, 1)).kind()).isEqualTo(Kind.APPLIED);
            assertThat(once(feed, message(0, 4)).kind()).isEqualTo(Kind.STALE);
            assertThat(once(feed, message(0, 1)).kind()).isEqualTo(Kind.STALE);
            assertThat(once(feed, message(7, 1)).kind()).isEqualTo(Kind.REPLAYED);
            assertThat(once(feed, message(7, 2)).kind()).isEqualTo(Kind.APPLIED);
            assertThat(effects(name)).isEqualTo(5);
            assertThat(position(feed)).contains(new Position(7, 2));
        }

        @Test
        void does_not_begin_while_an_older_one_is_at_work() throws Exception {
            assertApplied(any, 1);
            C older = begin();
            assertThat(in(older, any, message(0, 2)).kind()).isEqualTo(Kind.APPLIED);
            assertThat(crew.elsewhere(() -> once(any, message(1, 1))).kind()).isEqualTo(Kind.IN_PROGRESS);
            commit(older);
            abort(older);
            assertThat(once(any, message(1, 1)).kind()).isEqualTo(Kind.APPLIED);
            assertThat(once(any, message(0, 3)).kind()).isEqualTo(Kind.STALE);
        }
    }

    @Nested
    class Storage extends Group {

        @ParameterizedTest
        @EnumSource
        void of_numbers_in_order_is_one_row(Feed.Mode mode) throws Exception {
            Feed<String> feed = new Feed<>("in-order", mode, Codec.text(), 0, 1_000);
            long before = rows();
            inOrder(feed, 1, 500);
            assertThat(rows() - before).isEqualTo(1);
            assertThat(position(feed)).contains(new Position(0, 500));
            for (long number : new long[] {1, 250, 500}) {
                assertThat(kind(feed, number)).isEqualTo(Kind.EXPIRED);
            }
            assertThat(effects(name)).isEqualTo(500);
        }

        @Test
        void of_answers_is_as_many_as_the_feed_says() throws Exception {
            Feed<String> feed = any.answers(20);
            long before = rows();
            inOrder(feed, 1, 100);
            assertThat(rows() - before).isEqualTo(1 + 20);
            assertThat(kind(feed, 81)).isEqualTo(Kind.REPLAYED);
            assertThat(kind(feed, 80)).isEqualTo(Kind.EXPIRED);
        }

        @Test
        void of_numbers_out_of_order_shrinks_when_the_gap_closes() throws Exception {
            Feed<String> feed = any.answers(0);
            long before = rows();
            inOrder(feed, 2, 40);
            inOrder(feed, 42, 60);
            assertThat(rows() - before).isEqualTo(1 + 58);
            assertApplied(feed, 1);
            assertThat(position(feed)).contains(new Position(0, 40));
            assertThat(rows() - before).isEqualTo(1 + 19);
            assertApplied(feed, 41);
            assertThat(position(feed)).contains(new Position(0, 60));
            assertThat(rows() - before).isEqualTo(1);
            assertThat(kind(feed, 30)).isEqualTo(Kind.EXPIRED);
        }

        @Test
        void of_a_source_that_leaves_gaps_is_bounded() throws Exception {
            Feed<String> feed = any.answers(10).reach(20);
            long before = rows();
            C transaction = begin();
            for (long number = 1; number <= 500; number += 2) {
                assertThat(in(transaction, feed, message(number)).kind()).isEqualTo(Kind.APPLIED);
            }
            commit(transaction);
            abort(transaction);
            assertThat(rows() - before).isLessThanOrEqualTo(1 + 10 + 20);
            assertThat(kind(feed, 499)).isEqualTo(Kind.REPLAYED);
            assertThat(kind(feed, 498)).isEqualTo(Kind.APPLIED);
        }

        @Test
        void of_an_epoch_goes_with_it() throws Exception {
            long before = rows();
            assertApplied(any, 3, 5, 7);
            assertThat(rows() - before).isEqualTo(1 + 3);
            assertThat(once(any, message(1, 9)).kind()).isEqualTo(Kind.APPLIED);
            assertThat(rows() - before).isEqualTo(1 + 1);
        }

        private void inOrder(Feed<String> feed, long from, long to) throws Exception {
            C transaction = begin();
            for (long number = from; number <= to; number++) {
                assertThat(in(transaction, feed, message(number)).kind()).isEqualTo(Kind.APPLIED);
            }
            commit(transaction);
            abort(transaction);
        }
    }

    @Nested
    class The_callers_transaction extends Group {

        @Test
        void that_ends_without_a_commit_leaves_nothing() throws Exception {
            C transaction = begin();
            assertThat(in(transaction, any, message(1)).kind()).isEqualTo(Kind.APPLIED);
            assertThat(in(transaction, any, message(1)).kind()).isEqualTo(Kind.REPLAYED);
            abort(transaction);
            assertThat(effects(name)).isZero();
            assertThat(position(any)).isEmpty();
            assertApplied(any, 1);
        }

        @Test
        void shows_nothing_before_its_commit() throws Exception {
            C transaction = begin();
            in(transaction, gapless, message(1));
            assertThat(crew.elsewhere(() -> position(gapless))).isEmpty();
            commit(transaction);
            abort(transaction);
            assertThat(position(gapless)).contains(new Position(0, 1));
        }

        @Test
        void goes_on_after_every_outcome() throws Exception {
            assertApplied(any, 1);
            assertApplied(rising, 5);
            C other = begin();
            in(other, any, message(2));
            C transaction = begin();
            assertThat(in(transaction, any, message(1)).kind()).isEqualTo(Kind.REPLAYED);
            assertThat(in(transaction, any, message(2)).kind()).isEqualTo(Kind.IN_PROGRESS);
            assertThat(in(transaction, any, new Message(source, 0, 1, OTHER_CONTENT))
                            .kind())
                    .isEqualTo(Kind.MISMATCH);
            assertThat(in(transaction, gapless, message(2)).kind()).isEqualTo(Kind.REJECTED);
            assertThat(in(transaction, rising, message(4)).kind()).isEqualTo(Kind.STALE);
            assertThat(in(transaction, gapless, message(1)).kind()).isEqualTo(Kind.APPLIED);
            assertThat(reject(transaction, gapless, message(2)).kind()).isEqualTo(Kind.REJECTED);
            effect(transaction, "after-" + name);
            commit(transaction);
            abort(transaction);
            abort(other);
            assertThat(effects("after-" + name)).isEqualTo(1);
            assertThat(effects(name)).isEqualTo(3);
        }

        @Test
        void remembers_a_no_without_its_effects() throws Exception {
            C transaction = begin();
            assertThat(reject(transaction, gapless, message(1)))
                    .isEqualTo(new Outcome.Rejected<>(
                            Rejection.of("closed", "The account is closed"), Outcome.Rejected.Memory.REMEMBERED));
            commit(transaction);
            abort(transaction);
            assertThat(once(gapless, message(1)))
                    .isEqualTo(new Outcome.Rejected<>(
                            Rejection.of("closed", "The account is closed"), Outcome.Rejected.Memory.REPLAYED));
            assertThat(effects(name)).isZero();
            assertApplied(gapless, 2);
        }

        @Test
        void in_which_work_throws_goes_on_without_its_effects_and_the_number_is_free() throws Exception {
            C transaction = begin();
            effect(transaction, "before-" + name);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> sequences().<String, Exception>accept(transaction, any, message(1), same -> {
                        effect(same, name);
                        throw new IOException("down");
                    }));
            effect(transaction, "after-" + name);
            commit(transaction);
            abort(transaction);
            assertThat(effects("before-" + name)).isEqualTo(1);
            assertThat(effects("after-" + name)).isEqualTo(1);
            assertThat(effects(name)).isZero();
            assertApplied(any, 1);
        }

        @ParameterizedTest
        @EnumSource
        void that_began_before_another_committed_has_no_second_effect(Feed.Mode mode) throws Exception {
            Feed<String> feed = new Feed<>("feed", mode, Codec.text(), 0, 10);
            assertApplied(feed, 1);
            C old = begin();
            snapshot(old);
            crew.elsewhere(() -> once(feed, message(2)));
            Kind kind = in(old, feed, message(2)).kind();
            assertThat(kind).isIn(Kind.EXPIRED, Kind.IN_PROGRESS);
            if (!snapshots()) {
                assertThat(kind).isEqualTo(Kind.EXPIRED);
            }
            effect(old, "after-" + name);
            commit(old);
            abort(old);
            assertThat(effects("after-" + name)).isEqualTo(1);
            assertThat(effects(name)).isEqualTo(2);
        }

        private void snapshot(C transaction) throws Exception {
            sequences().position(transaction, any, source);
        }

        private Outcome<String> reject(C transaction, Feed<String> feed, Message message) throws Exception {
            return sequences().<String, Exception>accept(transaction, feed, message, same -> {
                effect(same, name);
                throw new RejectedException(Rejection.of("closed", "The account is closed"));
            });
        }
    }

    @Nested
    class Many_at_once extends Group {

        private static final int CALLERS = 16;

        @ParameterizedTest
        @EnumSource
        void of_one_number_have_one_effect_and_one_answer(Feed.Mode mode) throws Exception {
            Feed<String> feed = new Feed<>("feed", mode, Codec.text(), 100, 100);
            List<Outcome<String>> told =
                    crew.together(CALLERS, i -> (Callable<Outcome<String>>) () -> told(feed, message(1)));
            assertThat(told)
                    .filteredOn(outcome -> outcome.kind() == Kind.APPLIED)
                    .hasSize(1);
            assertThat(told)
                    .filteredOn(outcome -> outcome.kind() == Kind.REPLAYED)
                    .hasSize(CALLERS - 1);
            assertThat(effects(name)).isEqualTo(1);
        }

        @Test
        void of_different_numbers_have_an_effect_each_and_leave_one_row() throws Exception {
            Feed<String> feed = any.answers(0);
            long before = rows();
            crew.together(CALLERS, i -> () -> {
                for (int n = 0; n < 10; n++) {
                    assertThat(told(feed, message(1 + i + (long) n * CALLERS)).kind())
                            .isEqualTo(Kind.APPLIED);
                }
                return true;
            });
            assertThat(effects(name)).isEqualTo(10L * CALLERS);
            // whoever came last may have left the mark to another
            assertApplied(feed, 10L * CALLERS + 1);
            assertThat(rows() - before).isEqualTo(1);
            assertThat(position(feed)).contains(new Position(0, 10L * CALLERS + 1));
        }

        @Test
        void of_a_gapless_source_are_done_in_order() throws Exception {
            crew.together(CALLERS, i -> () -> {
                long number = 1L + i;
                while (told(gapless, message(number)).kind() == Kind.REJECTED) {
                    Thread.sleep(1);
                }
                return true;
            });
            assertThat(effects(name)).isEqualTo(CALLERS);
            assertThat(position(gapless)).contains(new Position(0, CALLERS));
        }

        @Test
        void of_many_sources_in_opposite_order_do_not_wait_for_each_other() throws Exception {
            List<Scope> sources = IntStream.range(0, 8)
                    .mapToObj(i -> new Scope("tenant", unique("source")))
                    .toList();
            crew.together(CALLERS, i -> () -> {
                List<Long> order = LongStream.range(0, sources.size())
                        .boxed()
                        .map(n -> i % 2 == 0 ? n : sources.size() - 1 - n)
                        .toList();
                while (!all(order, sources, i)) {
                    Thread.sleep(ThreadLocalRandom.current().nextInt(1, 20));
                }
                return true;
            });
            assertThat(effects(name)).isEqualTo((long) CALLERS * sources.size());
        }

        private boolean all(List<Long> order, List<Scope> sources, int caller) throws Exception {
            C transaction = begin();
            try {
                for (long n : order) {
                    Message message = new Message(sources.get((int) n), 0, 1L + caller, CONTENT);
                    if (in(transaction, any, message).kind() != Kind.APPLIED) {
                        return false;
                    }
                }
                commit(transaction);
                return true;
            } catch (Exception failure) {
                if (isTransient(failure)) {
                    return false;
                }
                throw failure;
            } finally {
                abort(transaction);
            }
        }
    }
}
