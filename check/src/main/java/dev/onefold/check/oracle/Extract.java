package dev.onefold.check.oracle;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import dev.onefold.check.subject.UnusableException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How a number is found in an answer: a JSONPath, which begins with {@code $}, or a regular expression. */
abstract sealed class Extract {

    /** The number in this text. */
    abstract long number(String text);

    static Extract of(String expression) {
        try {
            return expression.startsWith("$")
                    ? new ByPath(JsonPath.compile(expression))
                    : new ByPattern(Pattern.compile(expression));
        } catch (InvalidPathException | PatternSyntaxException e) {
            throw new UnusableException("not a JSONPath or regular expression: " + expression + ": " + e.getMessage());
        }
    }

    /** A number, a text that is one, or how many members or elements there are. */
    private static final class ByPath extends Extract {

        private final JsonPath path;

        ByPath(JsonPath path) {
            this.path = path;
        }

        @Override
        long number(String text) {
            try {
                return size(path.read(text));
            } catch (JsonPathException e) {
                throw new OracleException(path.getPath() + " finds nothing: " + e.getMessage(), e);
            }
        }

        private long size(Object found) {
            if (found instanceof Collection<?> elements) {
                return elements.size();
            }
            if (found instanceof Map<?, ?> members) {
                return members.size();
            }
            try {
                return new BigDecimal(String.valueOf(found)).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new OracleException(path.getPath() + " is " + found + ", not a whole number", e);
            }
        }
    }

    /** The first group as a number; without a group, how often it is found. */
    private static final class ByPattern extends Extract {

        private final Pattern pattern;

        ByPattern(Pattern pattern) {
            this.pattern = pattern;
        }

        @Override
        long number(String text) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.groupCount() == 0) {
                return matcher.results().count();
            }
            if (!matcher.find()) {
                throw new OracleException(pattern + " finds nothing");
            }
            try {
                return Long.parseLong(matcher.group(1));
            } catch (NumberFormatException e) {
                throw new OracleException(pattern + " finds " + matcher.group(1) + ", not a whole number", e);
            }
        }
    }
}
