package dev.onefold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of faults names tests that exist. */
class CatalogueTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Tests?|\\w+Contract)\\.(\\w+)`");

    @Test
    void names_tests_that_exist() throws IOException {
        List<MatchResult> named = NAMED.matcher(Files.readString(ROOT.resolve("docs/techniques/catalogue.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(20);
        List<Path> sources = sources();
        for (MatchResult test : named) {
            assertThat(sources)
                    .as(test.group())
                    .filteredOn(source -> source.endsWith(test.group(1) + ".java"))
                    .anySatisfy(source -> assertThat(source).content().contains("void " + test.group(2) + "("));
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("target"))
                    .toList();
        }
    }
}
