package dev.onefold.prover.report;

import java.io.PrintStream;

/**
 * Where a person reads.
 *
 * @param out gets the result
 * @param err gets everything on the way there
 * @param live whether a line may be written over
 * @param coloured whether the verdict may have a colour
 */
public record Terminal(PrintStream out, PrintStream err, boolean live, boolean coloured) {

    /** The terminal of this process; the launcher says whether it is one. */
    public static Terminal ofProcess() {
        boolean live = Boolean.getBoolean("onefold.terminal");
        String noColour = System.getenv("NO_COLOR");
        return new Terminal(System.out, System.err, live, live && (noColour == null || noColour.isEmpty()));
    }

    /** Tells what is going on. */
    public void say(String line) {
        err.println(line);
    }

    String green(String text) {
        return coloured ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    String red(String text) {
        return coloured ? "\u001b[31m" + text + "\u001b[0m" : text;
    }
}
