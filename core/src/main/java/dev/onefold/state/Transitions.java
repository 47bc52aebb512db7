package dev.onefold.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may follow what, declared once and checked when it is built. Immutable.
 *
 * <pre>{@code
 * Transitions<Status, Event> purchase = Transitions.of("purchase", Status.class, Event.class)
 *         .initial(PENDING)
 *         .terminal(COMPLETED, CANCELLED)
 *         .on(PAY).from(PENDING).to(PAID)
 *         .on(CANCEL).from(PENDING).to(CANCELLED)
 *         .on(COMPLETE).from(PAID).to(COMPLETED)
 *         .on(PAY).in(PAID, COMPLETED, CANCELLED).then(Policy.COMPENSATE)
 *         .build();
 * }</pre>
 *
 * @param <S> the states; their names are what is stored, so renaming one is a migration
 * @param <E> the events; likewise
 */
public final class Transitions<S extends Enum<S>, E extends Enum<E>> {

    private final String name;
    private final Class<S> states;
    private final S initial;
    private final Set<S> terminal;
    private final Map<E, Map<S, S>> moves;
    private final Map<E, Map<S, Policy>> policies;
    private final Map<S, Set<S>> reachable;

    private Transitions(Builder<S, E> from, S initial) {
        this.name = from.name;
        this.states = from.states;
        this.initial = initial;
        this.terminal = from.terminal;
        this.moves = from.moves;
        this.policies = from.policies;
        this.reachable = new EnumMap<>(states);
        for (S state : states.getEnumConstants()) {
            reachable.put(state, reachableFrom(state));
        }
    }

    /**
     * Begins a declaration.
     *
     * @param name of the machine, unique in the database; 1 to 100 characters
     */
    public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> of(
            String name, Class<S> states, Class<E> events) {
        return new Builder<>(name, states, events);
    }

    public String name() {
        return name;
    }

    public S initial() {
        return initial;
    }

    public boolean isTerminal(S state) {
        return terminal.contains(state);
    }

    /** The declaration as a Mermaid state diagram. Policies other than {@link Policy#REJECT} are notes. */
    public String toMermaid() {
        StringBuilder diagram = new StringBuilder("stateDiagram-v2\n    [*] --> " + initial.name() + "\n");
        moves.forEach((event, byState) -> byState.forEach(
                (from, to) -> diagram.append("    %s --> %s: %s%n".formatted(from.name(), to.name(), event.name()))));
        terminal.forEach(state -> diagram.append("    %s --> [*]%n".formatted(state.name())));
        for (S state : states.getEnumConstants()) {
            String notes = policies.entrySet().stream()
                    .filter(policy -> policy.getValue().getOrDefault(state, Policy.REJECT) != Policy.REJECT)
                    .map(policy -> policy.getKey().name() + " is "
                            + told(policy.getValue().get(state)))
                    .collect(Collectors.joining(", "));
            if (!notes.isEmpty()) {
                diagram.append("    note right of %s: %s%n".formatted(state.name(), notes));
            }
        }
        return diagram.toString().replace(System.lineSeparator(), "\n");
    }

    private static String told(@Nullable Policy policy) {
        return policy == Policy.COMPENSATE ? "compensated" : policy == Policy.IGNORE ? "ignored" : "too early";
    }

    /**
     * The state of a stored name.
     *
     * @throws IllegalStateException if there is none
     */
    S state(String stored) {
        try {
            return Enum.valueOf(states, stored);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "An entity of machine '" + name + "' is in state " + stored + ", which " + states.getSimpleName()
                            + " does not have: was it renamed without a migration?",
                    e);
        }
    }

    Judgement<S> judge(S state, E event) {
        Map<S, S> mine = moves.getOrDefault(event, Map.of());
        S to = mine.get(state);
        if (to != null) {
            return new Judgement<>(Standing.IN_TURN, to, null);
        }
        Policy policy = policies.getOrDefault(event, Map.of()).getOrDefault(state, Policy.REJECT);
        return new Judgement<>(standing(state, mine.values()), state, policy);
    }

    private Standing standing(S state, Collection<S> targets) {
        if (targets.contains(state)) {
            return Standing.ALREADY_THERE;
        }
        boolean passed = targets.stream()
                .anyMatch(target -> reachable.getOrDefault(target, Set.of()).contains(state));
        return passed ? Standing.PASSED : Standing.ILLEGAL;
    }

    /** By one transition or more. */
    private Set<S> reachableFrom(S start) {
        Set<S> reached = EnumSet.noneOf(states);
        Deque<S> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            S from = open.remove();
            exits(from).stream().filter(reached::add).forEach(open::add);
        }
        return reached;
    }

    private List<S> exits(S from) {
        return moves.values().stream()
                .filter(byState -> byState.containsKey(from))
                .map(byState -> byState.get(from))
                .toList();
    }

    private Transitions<S, E> checked(Class<E> events) {
        List<String> faults = new ArrayList<>();
        for (S state : states.getEnumConstants()) {
            Set<S> next = reachable.getOrDefault(state, Set.of());
            if (state != initial && !reachable.getOrDefault(initial, Set.of()).contains(state)) {
                faults.add(state + " is never reached from " + initial);
            }
            if (terminal.contains(state) && !next.isEmpty()) {
                faults.add(state + " is terminal, and has a transition to "
                        + exits(state).get(0));
            }
            if (!terminal.contains(state) && next.isEmpty()) {
                faults.add(state + " is not terminal, and has no way out");
            } else if (!terminal.contains(state)
                    && !terminal.isEmpty()
                    && next.stream().noneMatch(terminal::contains)) {
                faults.add(state + " never comes to a terminal state");
            }
        }
        for (E event : events.getEnumConstants()) {
            if (!moves.containsKey(event)) {
                faults.add(event + " moves nothing");
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("Machine '" + name + "': " + String.join("; ", faults));
        }
        return this;
    }

    /**
     * Collects a declaration.
     *
     * @param <S> as for {@link Transitions}
     * @param <E> as for {@link Transitions}
     */
    public static final class Builder<S extends Enum<S>, E extends Enum<E>> {

        private final String name;
        private final Class<S> states;
        private final Class<E> events;
        private final Set<S> terminal;
        private final Map<E, Map<S, S>> moves;
        private final Map<E, Map<S, Policy>> policies;
        private @Nullable S initial;

        private Builder(String name, Class<S> states, Class<E> events) {
            if (name.isBlank() || name.length() > 100) {
                throw new IllegalArgumentException("A machine's name has 1 to 100 characters, not: '" + name + "'");
            }
            this.name = name;
            this.states = states;
            this.events = events;
            this.terminal = EnumSet.noneOf(states);
            this.moves = new EnumMap<>(events);
            this.policies = new EnumMap<>(events);
        }

        /** Where entities begin. */
        public Builder<S, E> initial(S state) {
            initial = state;
            return this;
        }

        /** Where they end. None at all for a machine that runs for ever. */
        @SafeVarargs
        public final Builder<S, E> terminal(S... ends) {
            for (S end : ends) {
                terminal.add(end);
            }
            return this;
        }

        /** Says next what the event does. */
        public On<S, E> on(E event) {
            return new On<>(this, event);
        }

        /**
         * Checks the declaration.
         *
         * @throws IllegalArgumentException naming everything that is wrong: no initial state, a state that is never
         *     reached, one that has no way out (to a terminal state, if there are any), a terminal one that has, or an
         *     event that moves nothing
         */
        public Transitions<S, E> build() {
            if (initial == null) {
                throw new IllegalArgumentException("Machine '" + name + "' has no initial state");
            }
            return new Transitions<>(this, initial).checked(events);
        }

        private void move(E event, S from, S to) {
            S other = moves.computeIfAbsent(event, any -> new EnumMap<>(states)).putIfAbsent(from, to);
            if (other != null) {
                throw new IllegalArgumentException(
                        "Machine '" + name + "': " + event + " leads from " + from + " to " + other + " and to " + to);
            }
            refuseBoth(event, from);
        }

        private void policy(E event, S in, Policy policy) {
            Policy other = policies.computeIfAbsent(event, any -> new EnumMap<>(states))
                    .putIfAbsent(in, policy);
            if (other != null) {
                throw new IllegalArgumentException(
                        "Machine '" + name + "': " + event + " in " + in + " is to " + other + " and to " + policy);
            }
            refuseBoth(event, in);
        }

        private void refuseBoth(E event, S state) {
            if (moves.getOrDefault(event, Map.of()).containsKey(state)
                    && policies.getOrDefault(event, Map.of()).containsKey(state)) {
                throw new IllegalArgumentException("Machine '" + name + "': " + event + " in " + state
                        + " has a transition and a policy for coming out of turn");
            }
        }
    }

    /**
     * An event of which more is to be said.
     *
     * @param <S> as for {@link Transitions}
     * @param <E> as for {@link Transitions}
     */
    public static final class On<S extends Enum<S>, E extends Enum<E>> {

        private final Builder<S, E> builder;
        private final E event;

        private On(Builder<S, E> builder, E event) {
            this.builder = builder;
            this.event = event;
        }

        /** The states it moves; one target for all of them. */
        @SafeVarargs
        public final To<S, E> from(S... states) {
            Set<S> named = EnumSet.noneOf(builder.states);
            for (S state : states) {
                named.add(state);
            }
            return new To<>(builder, event, named);
        }

        /** States in which it moves nothing, and something else is to be done than {@link Policy#REJECT}. */
        @SafeVarargs
        public final Then<S, E> in(S... states) {
            Set<S> named = EnumSet.noneOf(builder.states);
            for (S state : states) {
                named.add(state);
            }
            return new Then<>(builder, event, named);
        }
    }

    /**
     * A transition without its target.
     *
     * @param <S> as for {@link Transitions}
     * @param <E> as for {@link Transitions}
     */
    public static final class To<S extends Enum<S>, E extends Enum<E>> {

        private final Builder<S, E> builder;
        private final E event;
        private final Set<S> from;

        private To(Builder<S, E> builder, E event, Set<S> from) {
            this.builder = builder;
            this.event = event;
            this.from = from;
        }

        /**
         * Where it leads.
         *
         * @throws IllegalArgumentException if the event leads elsewhere already from one of the states
         */
        public Builder<S, E> to(S target) {
            from.forEach(state -> builder.move(event, state, target));
            return builder;
        }
    }

    /**
     * An event out of turn, without its policy.
     *
     * @param <S> as for {@link Transitions}
     * @param <E> as for {@link Transitions}
     */
    public static final class Then<S extends Enum<S>, E extends Enum<E>> {

        private final Builder<S, E> builder;
        private final E event;
        private final Set<S> in;

        private Then(Builder<S, E> builder, E event, Set<S> in) {
            this.builder = builder;
            this.event = event;
            this.in = in;
        }

        /**
         * What is done about it.
         *
         * @throws IllegalArgumentException if the event has a transition or another policy in one of the states
         */
        public Builder<S, E> then(Policy policy) {
            in.forEach(state -> builder.policy(event, state, policy));
            return builder;
        }
    }
}
