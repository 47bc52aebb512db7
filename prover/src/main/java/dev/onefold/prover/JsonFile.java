package dev.onefold.prover;

import dev.onefold.prover.verdict.BadUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of {@code --json} is checked before anything is started. */
final class JsonFile {

    private JsonFile() {}

    static void check(@Nullable Path json) {
        check("--json", json);
    }

    /** The same for the file of another option. */
    static void check(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
            throw new BadUseException(option + " " + file + ": cannot be written");
        }
    }
}
