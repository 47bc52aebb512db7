package dev.onefold.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The top-level texts, numbers and booleans of a JSON object; objects and arrays in it are passed over. What is not JSON has
 * none: it decides nothing then, and the status does.
 */
final class Problem {

    static final Problem NONE = new Problem(Map.of());

    private static final int DEEPEST = 64;

    private final Map<String, String> members;

    private Problem(Map<String, String> members) {
        this.members = members;
    }

    static Problem read(byte[] body) {
        try {
            return new Problem(new Reader(new String(body, StandardCharsets.UTF_8)).object());
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException notJson) {
            return NONE;
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** One pass over the text. Reading past its end is how it says that something is missing. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Map<String, String> object() {
            Map<String, String> members = new LinkedHashMap<>();
            expect('{');
            if (next() == '}') {
                return members;
            }
            do {
                String name = string();
                expect(':');
                char first = next();
                if (first == '"') {
                    members.put(name, string());
                } else if (first == '{' || first == '[') {
                    pass();
                } else {
                    members.put(name, word());
                }
            } while (another());
            return members;
        }

        private boolean another() {
            char end = next();
            at++;
            if (end != ',' && end != '}') {
                throw new IllegalArgumentException("Neither a comma nor an end");
            }
            return end == ',';
        }

        /** An object or an array with all that is in it. */
        private void pass() {
            int depth = 0;
            do {
                char here = next();
                if (here == '"') {
                    string();
                    continue;
                }
                depth += here == '{' || here == '[' ? 1 : here == '}' || here == ']' ? -1 : 0;
                if (depth > DEEPEST) {
                    throw new IllegalArgumentException("Too deep");
                }
                at++;
            } while (depth > 0);
        }

        private String word() {
            int from = at;
            while (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (at == from) {
                throw new IllegalArgumentException("No value");
            }
            return text.substring(from, at);
        }

        private String string() {
            expect('"');
            StringBuilder read = new StringBuilder();
            for (char here = text.charAt(at++); here != '"'; here = text.charAt(at++)) {
                read.append(here == '\\' ? escaped() : here);
            }
            return read.toString();
        }

        private char escaped() {
            char escape = text.charAt(at++);
            return switch (escape) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'u' -> unicode();
                default -> escape;
            };
        }

        private char unicode() {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }

        private void expect(char wanted) {
            if (next() != wanted) {
                throw new IllegalArgumentException("No " + wanted);
            }
            at++;
        }

        /** The next character that is no space, without passing it. */
        private char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }
    }
}
