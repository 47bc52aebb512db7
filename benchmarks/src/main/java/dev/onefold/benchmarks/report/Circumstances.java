package dev.onefold.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where and how the figures came about.
 *
 * @param effort which run it was
 * @param durability the server's settings
 * @param seconds how long the run took
 * @param load what else the machine did when the run began: its load average, or a negative number
 */
public record Circumstances(
        String effort,
        String date,
        String machine,
        String jvm,
        Map<String, String> durability,
        double seconds,
        double load) {

    /** From which on a run does not have two processors for itself; the build before it leaves less. */
    private static final double MOST_LOAD = 2;

    /** Whether the run was short, or beside other work. */
    boolean isProvisional() {
        return !effort.equals("full") || load > MOST_LOAD;
    }

    /** Of this machine. */
    public static Circumstances now(String effort, Map<String, String> durability, double seconds, double load) {
        return new Circumstances(
                effort,
                LocalDate.now(ZoneOffset.UTC).toString(),
                thisMachine(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                durability,
                seconds,
                load);
    }

    private static String thisMachine() {
        return Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .orElse("unknown model");
        } catch (IOException e) {
            return "unknown model";
        }
    }
}
