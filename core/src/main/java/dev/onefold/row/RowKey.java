package dev.onefold.row;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The values of a row's key, in the order of its columns. Keys of one table have an order, which is the same everywhere, so
 * whoever locks several rows in it never waits in a ring.
 */
public final class RowKey implements Comparable<RowKey> {

    private static final int MOST_COLUMNS = 16;

    private final List<Comparable<?>> values;

    private RowKey(List<Comparable<?>> values) {
        this.values = values;
    }

    /**
     * A key.
     *
     * @param values 1 to 16, of types that the database compares with the columns as they are; whole numbers of any size
     *     are the same
     */
    public static RowKey of(Comparable<?>... values) {
        if (values.length < 1 || values.length > MOST_COLUMNS) {
            throw new IllegalArgumentException("A key has 1 to " + MOST_COLUMNS + " columns, not " + values.length);
        }
        List<Comparable<?>> normal = new ArrayList<>();
        for (Comparable<?> value : values) {
            normal.add(
                    value instanceof Integer || value instanceof Short || value instanceof Byte
                            ? Long.valueOf(((Number) value).longValue())
                            : value);
        }
        return new RowKey(List.copyOf(normal));
    }

    public List<Comparable<?>> values() {
        return values;
    }

    /**
     * Compares the columns one by one.
     *
     * @throws IllegalArgumentException if the two cannot be keys of one table
     */
    @Override
    public int compareTo(RowKey other) {
        if (values.size() != other.values.size()) {
            throw new IllegalArgumentException(this + " and " + other + " are not keys of one table");
        }
        for (int i = 0; i < values.size(); i++) {
            int order = compare(values.get(i), other.values.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @SuppressWarnings("unchecked") // both are of the same class
    private static int compare(Comparable<?> one, Comparable<?> other) {
        if (one.getClass() != other.getClass()) {
            throw new IllegalArgumentException(one + " and " + other + " are not values of one column");
        }
        // databases order them by their digits, and the JDK by two signed numbers
        return one instanceof UUID
                ? one.toString().compareTo(other.toString())
                : ((Comparable<Object>) one).compareTo(other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The values, separated by commas; different keys of one table have different texts. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Comparable<?> value : values) {
            text.append(text.isEmpty() ? "" : ",");
            text.append(value.toString().replace("\\", "\\\\").replace(",", "\\,"));
        }
        return text.toString();
    }
}
