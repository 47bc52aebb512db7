package dev.onefold.prover;

import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The directories this program works in: {@code .onefold} in the project, which the launcher names. */
final class Home {

    private Home() {}

    static Path directory() {
        return Path.of(System.getProperty("onefold.home", System.getProperty("user.dir")))
                .toAbsolutePath()
                .resolve(".onefold");
    }

    /** The jar of the shop or of the naive code, which the launcher names. */
    static Path jar(String name) {
        String property = "onefold." + name + ".jar";
        String jar = System.getProperty(property);
        if (jar == null) {
            throw new NoVerdictException("the jar of the " + name + " is not named; start through ./onefold, or with -D"
                    + property + "=FILE");
        }
        return Path.of(jar).toAbsolutePath();
    }

    static Path create(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new NoVerdictException("cannot write to " + directory + ": " + e.getMessage(), e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
