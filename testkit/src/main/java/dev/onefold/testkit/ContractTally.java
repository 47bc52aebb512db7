package dev.onefold.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
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
 * the system property {@value #FILE} names, one line each: tags in alphabetical order, then the count.
 */
final class ContractTally implements TestWatcher {

    static final String FILE = "onefold.contracts.file";

    @Override
    public void testSuccessful(ExtensionContext context) {
        String file = System.getProperty(FILE);
        if (file != null) {
            String tags = context.getTags().stream().sorted().collect(Collectors.joining(" "));
            counts(context, Path.of(file)).passed(tags);
        }
    }

    private static Counts counts(ExtensionContext context, Path file) {
        return context.getRoot()
                .getStore(Namespace.create(ContractTally.class))
                .computeIfAbsent(file, Counts::new, Counts.class);
    }

    /** Written when the test run ends. */
    private static final class Counts implements AutoCloseable {

        private final Map<String, LongAdder> byTags = new ConcurrentHashMap<>();
        private final Path file;

        Counts(Path file) {
            this.file = file;
        }

        void passed(String tags) {
            byTags.computeIfAbsent(tags, unused -> new LongAdder()).increment();
        }

        @Override
        public void close() {
            String lines = byTags.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                    .sorted()
                    .collect(Collectors.joining());
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
