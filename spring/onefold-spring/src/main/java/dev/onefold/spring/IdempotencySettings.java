package dev.onefold.spring;

import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import dev.onefold.http.HttpContract;
import dev.onefold.http.Profile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the operations of an application have in common, and what some of them have for themselves.
 *
 * @param contract of operations that name no profile
 * @param profiles that operations may name, by their names in lower case
 * @param operations settings of single operations, by the names of the operations; each must exist
 * @param unsupported what becomes of a key where it means nothing
 * @param retention for operations that name none
 * @param waiting for operations that name none
 */
public record IdempotencySettings(
        HttpContract contract,
        Map<String, HttpContract> profiles,
        Map<String, OperationSettings> operations,
        UnsupportedKeys unsupported,
        Retention retention,
        Waiting waiting) {

    public IdempotencySettings {
        profiles = Map.copyOf(profiles);
        operations = Map.copyOf(operations);
    }

    public static IdempotencySettings standard() {
        return new IdempotencySettings(
                HttpContract.standard(),
                byName(Stream.of(Profile.values()).map(Profile::contract).toList()),
                Map.of(),
                UnsupportedKeys.IGNORE,
                Retention.DEFAULT,
                Waiting.NONE);
    }

    /** Contracts by their names; of two with one name the later. */
    public static Map<String, HttpContract> byName(Collection<HttpContract> contracts) {
        Map<String, HttpContract> byName = new LinkedHashMap<>();
        contracts.forEach(each -> byName.put(each.name(), each));
        return byName;
    }

    /** With another contract of operations that name no profile. */
    public IdempotencySettings contract(HttpContract other) {
        return new IdempotencySettings(other, profiles, operations, unsupported, retention, waiting);
    }

    OperationSettings operation(String name) {
        return operations.getOrDefault(name, OperationSettings.NONE);
    }

    /**
     * The contract of a profile.
     *
     * @throws IllegalArgumentException if there is no profile of that name
     */
    public HttpContract profile(String name) {
        HttpContract found = profiles.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no profile '" + name + "', only " + new TreeSet<>(profiles.keySet()));
        }
        return found;
    }

    /** The names of set operations that are not among these. */
    public List<String> strangersTo(Collection<String> names) {
        return operations.keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .toList();
    }
}
