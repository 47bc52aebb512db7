package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two real processes that start on one empty database at the same time, and end when their standard input does. */
class ExitWhenStdinClosesTest {

    private static final int TIMEOUT_SECONDS = 120;
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void leaveNoChild() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void startsTogetherAndLeavesWithItsParent() throws Exception {
        String url = TestDatabase.freshUrl();
        processes.add(start(url));
        processes.add(start(url));

        for (Process process : processes) {
            awaitStarted(process);
        }
        assertThat(processes).allMatch(Process::isAlive);
        for (Process process : processes) {
            process.getOutputStream().close();
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    private static Process start(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShopApplication.class.getName(),
                        "--server.port=0",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + TestDatabase.USER,
                        "--spring.datasource.password=",
                        "--shop.exit-when-stdin-closes=true")
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitStarted(Process process) throws IOException {
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        String line = log.readLine();
        while (line != null && !line.contains("Started ShopApplication")) {
            lines.add(line);
            line = log.readLine();
        }
        assertThat(line).as(() -> String.join("\n", lines)).isNotNull();
    }
}
