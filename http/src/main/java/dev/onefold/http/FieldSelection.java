package dev.onefold.http;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a JSON body are compared. A member is named by the names that lead to it, joined by dots:
 * {@code customer.email}. An array on the way stands for each of its elements. Immutable.
 *
 * <p>A change in a member that is not compared is not seen: the request counts as a repeat.
 */
public final class FieldSelection {

    private static final FieldSelection ALL = new FieldSelection(false, List.of());

    private final boolean only;
    private final List<String> paths;
    private final Branch root = new Branch();

    private FieldSelection(boolean only, Collection<String> paths) {
        this.only = only;
        this.paths = List.copyOf(paths);
        this.paths.forEach(root::add);
    }

    /** Every member. */
    public static FieldSelection all() {
        return ALL;
    }

    /**
     * Those members and what is in them, and no others.
     *
     * @throws IllegalArgumentException if there is none, or a path has an empty name
     */
    public static FieldSelection only(Collection<String> paths) {
        return new FieldSelection(true, checked(paths));
    }

    /**
     * All but those members and what is in them.
     *
     * @throws IllegalArgumentException if there is none, or a path has an empty name
     */
    public static FieldSelection without(Collection<String> paths) {
        return new FieldSelection(false, checked(paths));
    }

    boolean isAll() {
        return !only && paths.isEmpty();
    }

    /** For the value of the body itself. */
    Part whole() {
        return new Part(this, isAll() ? null : root);
    }

    private static Collection<String> checked(Collection<String> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("A selection of fields names at least one");
        }
        for (String path : paths) {
            if (List.of(path.split("\\.", -1)).contains("")) {
                throw new IllegalArgumentException("A field is named as in customer.email, not '" + path + "'");
            }
        }
        return paths;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSelection that && only == that.only && paths.equals(that.paths);
    }

    @Override
    public int hashCode() {
        return 31 * Boolean.hashCode(only) + paths.hashCode();
    }

    @Override
    public String toString() {
        return isAll() ? "all" : (only ? "only " : "without ") + paths;
    }

    /**
     * A place in a body.
     *
     * @param branch what is named beneath it, or null if everything beneath it is compared
     */
    record Part(FieldSelection selection, @Nullable Branch branch) {

        private static final Part EVERYTHING = new Part(ALL, null);

        /** The place of a member, or null if the member is not compared. */
        @Nullable
        Part member(String name) {
            if (branch == null) {
                return EVERYTHING;
            }
            Branch next = branch.children.get(name);
            if (selection.only) {
                return next == null ? null : new Part(selection, next.isEnd ? null : next);
            }
            return next == null ? EVERYTHING : next.isEnd ? null : new Part(selection, next);
        }
    }

    /** Names that lead to members. */
    static final class Branch {

        private final Map<String, Branch> children = new LinkedHashMap<>();
        private boolean isEnd;

        private void add(String path) {
            Branch at = this;
            for (String name : path.split("\\.", -1)) {
                at = at.children.computeIfAbsent(name, any -> new Branch());
            }
            at.isEnd = true;
        }
    }
}
