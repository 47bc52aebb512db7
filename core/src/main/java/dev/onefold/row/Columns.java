package dev.onefold.row;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of a row by the names of their columns, in the order in which they were given. Names are those of the database. */
public final class Columns {

    private static final Columns NONE = new Columns(Map.of());

    private final Map<String, @Nullable Object> values;

    private Columns(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    public static Columns none() {
        return NONE;
    }

    /** One value; go on with {@link #and}. */
    public static Columns of(String column, @Nullable Object value) {
        return NONE.and(column, value);
    }

    /**
     * These and one more.
     *
     * @throws IllegalArgumentException if the column has a value already
     */
    public Columns and(String column, @Nullable Object value) {
        if (values.containsKey(column)) {
            throw new IllegalArgumentException("The column " + column + " has two values");
        }
        Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
        more.put(column, value);
        return new Columns(Collections.unmodifiableMap(more));
    }

    public Set<String> names() {
        return values.keySet();
    }

    public boolean has(String column) {
        return values.containsKey(column);
    }

    /**
     * The value as it was given, or as the database's driver gave it.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public @Nullable Object value(String column) {
        if (!values.containsKey(column)) {
            throw new IllegalArgumentException("There is no column " + column + " among " + values.keySet());
        }
        return values.get(column);
    }

    /**
     * The value in words.
     *
     * @throws IllegalArgumentException if there is no such column, or it is null
     */
    public String text(String column) {
        Object value = value(column);
        if (value == null) {
            throw new IllegalArgumentException("The column " + column + " is null");
        }
        return value.toString();
    }

    /**
     * The value as a whole number.
     *
     * @throws IllegalArgumentException if there is no such column, or it is no number
     */
    public long number(String column) {
        if (value(column) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("The column " + column + " is no number");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Columns that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names alone: values may be nobody's business. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
