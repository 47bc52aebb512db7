package dev.onefold.check.input;

import dev.onefold.check.subject.UnusableException;
import java.util.ArrayList;
import java.util.List;

/** Splits a command line as a POSIX shell does, without its expansions. */
final class ShellWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean within;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    static List<String> of(String line) {
        ShellWords split = new ShellWords(line);
        split.split();
        return split.words;
    }

    private void split() {
        while (at < line.length()) {
            char next = line.charAt(at++);
            if (next == '\'') {
                quoted('\'');
            } else if (next == '"') {
                quoted('"');
            } else if (next == '$' && at < line.length() && line.charAt(at) == '\'') {
                at++;
                ansiQuoted();
            } else if (next == '\\') {
                escaped();
            } else if (Character.isWhitespace(next)) {
                end();
            } else {
                add(next);
            }
        }
        end();
    }

    private void add(char next) {
        within = true;
        word.append(next);
    }

    private void end() {
        if (within) {
            words.add(word.toString());
            word.setLength(0);
            within = false;
        }
    }

    private void escaped() {
        if (at < line.length()) {
            char next = line.charAt(at++);
            // the end of a line is no part of a word
            if (next == '\r' && at < line.length() && line.charAt(at) == '\n') {
                at++;
            } else if (next != '\n') {
                add(next);
            }
        }
    }

    private void quoted(char quote) {
        within = true;
        while (at < line.length() && line.charAt(at) != quote) {
            char next = line.charAt(at++);
            if (next == '\\' && quote == '"' && at < line.length() && "\"\\$`\n".indexOf(line.charAt(at)) >= 0) {
                char after = line.charAt(at++);
                if (after != '\n') {
                    word.append(after);
                }
            } else {
                word.append(next);
            }
        }
        close(quote);
    }

    private void ansiQuoted() {
        within = true;
        while (at < line.length() && line.charAt(at) != '\'') {
            char next = line.charAt(at++);
            if (next == '\\' && at < line.length()) {
                word.append(
                        switch (line.charAt(at++)) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> line.charAt(at - 1);
                        });
            } else {
                word.append(next);
            }
        }
        close('\'');
    }

    private void close(char quote) {
        if (at >= line.length()) {
            throw new UnusableException("a quotation is not closed by " + quote + ": " + line);
        }
        at++;
    }
}
