package dev.onefold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.http.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type of problem has a page that a caller who meets it can read. */
class ProblemPagesTest {

    private static final Path PAGES = Path.of("../docs/reference/problems");

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void D4_every_type_has_a_page_with_its_status(ProblemType type) throws IOException {
        String page = Files.readString(PAGES.resolve(type.slug() + ".md"));

        assertThat(page)
                .startsWith("# " + type.slug() + "\n")
                .contains("**When.**", "**What happened.**", "**What the caller does.**")
                .containsPattern("\\| [0-9 or]*" + type.status() + "[0-9 or]* \\|");
        assertThat(Files.readString(PAGES.resolve("README.md"))).contains("(" + type.slug() + ".md)");
    }

    @Test
    void D4_every_page_is_of_a_type() throws IOException {
        List<String> types =
                Stream.of(ProblemType.values()).map(type -> type.slug() + ".md").toList();
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsAll(types)
                    .allMatch(name -> types.contains(name) || name.equals("README.md"));
        }
    }
}
