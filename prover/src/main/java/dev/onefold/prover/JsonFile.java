package dev.onefold.prover;

import dev.onefold.prover.verdict.BadUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of {@code --json} is checked before anything is started. */
final class JsonFile {

    private JsonFile() {}

    static void check(@Nullable Path json) {
        if (json == null) {
            return;
        }
        Path directory = json.toAbsolutePath().getParent();
        if (Files.isDirectory(json) || directory == null || !Files.isWritable(directory)) {
            throw new BadUseException("--json " + json + ": cannot be written");
        }
    }
}
