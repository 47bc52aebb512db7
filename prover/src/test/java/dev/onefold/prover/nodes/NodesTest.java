package dev.onefold.prover.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.prover.database.Database;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesTest {

    @TempDir
    Path directory;

    @Test
    void free_ports_are_all_different_and_below_those_of_outgoing_connections() {
        assertThat(Ports.free(8)).hasSize(8).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            assertThatExceptionOfType(NoVerdictException.class)
                    .isThrownBy(() -> Ports.from(port, 1))
                    .withMessage("port " + port + " is taken; choose another with --port");
        }
    }

    @Test
    void a_shop_that_is_not_built_is_named() {
        assertThatExceptionOfType(NoVerdictException.class)
                .isThrownBy(() -> Nodes.on(List.of(1), options(directory.resolve("none.jar"))))
                .withMessageContaining("none.jar");
    }

    @Test
    void a_process_that_ends_by_itself_is_told_with_its_log() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no jar");
        try (Nodes nodes = Nodes.on(Ports.free(1), options(broken))) {
            assertThatExceptionOfType(NoVerdictException.class)
                    .isThrownBy(nodes::start)
                    .withMessageContaining("ended by itself with status 1")
                    .withMessageContaining("shop-1.log");
            assertThat(nodes.at(0).log()).content().contains("broken.jar");
        }
    }

    private NodeOptions options(Path jar) {
        Database database = new Database("jdbc:postgresql://localhost:1/none", "nobody", "");
        return NodeOptions.shop(jar, database, directory.resolve("logs"));
    }
}
