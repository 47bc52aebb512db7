package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.conformance.Conformance;
import dev.onefold.conformance.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The whole conformance kit, over HTTP/1.1 and HTTP/2, on two nodes. */
class ConformanceTest {

    @Test
    void every_rule_that_applies_is_kept() throws IOException {
        try (RigControl control = new RigControl()) {
            Report report = Conformance.run(new RigSubject(control));

            System.out.print(report.text());
            Files.writeString(Path.of("target/conformance.tsv"), report.lines());
            assertThat(report.failures()).isEmpty();
        }
    }
}
