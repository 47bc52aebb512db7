package dev.onefold.spring;

import dev.onefold.http.RecordedResponse.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Header fields in the order they were set, by name without case. */
final class CapturedHeaders {

    private final List<Field> fields = new ArrayList<>();
    private final TreeSet<String> replaced = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    void add(String name, String value) {
        fields.add(new Field(name, value));
    }

    void set(String name, String value) {
        remove(name);
        add(name, value);
        replaced.add(name);
    }

    void remove(String name) {
        fields.removeIf(field -> field.name().equalsIgnoreCase(name));
    }

    void clear() {
        fields.clear();
        replaced.clear();
    }

    /** The names that were set, so that what the response behind has of that name goes; others are added to it. */
    Set<String> replaced() {
        return new TreeSet<>(replaced);
    }

    @Nullable
    String first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return null;
    }

    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    List<String> names() {
        return fields.stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    Stream<Field> stream() {
        return fields.stream();
    }
}
