package dev.onefold.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Counts the contract tests that passed, by their tags: which contract, and which engine. The counts go to the file that
 * the configuration parameter {@value #FILE} names, one line each: tags in alphabetical order, then the count. A JVM
 * that runs several times (a fork of Surefire does, once for each class) adds up; a run inside a test, whose parameters
 * are its own, is not counted.
 */
final class ContractTally implements TestWatcher {

    static final String FILE = "onefold.contracts.file";

    private static final Map<String, LongAdder> PASSED = new ConcurrentHashMap<>();

    @Override
    public void testSuccessful(ExtensionContext context) {
        context.getConfigurationParameter(FILE).ifPresent(file -> {
            PASSED.computeIfAbsent(
                            context.getTags().stream().sorted().collect(Collectors.joining(" ")),
                            tags -> new LongAdder())
                    .increment();
            context.getRoot().getStore(Namespace.create(ContractTally.class)).computeIfAbsent(file, unused ->
                    (AutoCloseable) () -> write(Path.of(file)));
        });
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                PASSED.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                        .sorted()
                        .collect(Collectors.joining()));
    }
}
