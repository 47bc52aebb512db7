package dev.onefold.check.input;

import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.UnusableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code .http} file, as editors have them: requests with {@code ###} between them, {@code @name = value} lines, comments.
 * Names that the file does not define stay, for the intent.
 */
final class HttpFile {

    private static final Pattern VARIABLE = Pattern.compile("@([\\w-]+)\\s*=\\s*(.*)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w-]+)\\s*}}");
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+)\\s+(\\S+)(\\s+HTTP/[\\d.]+)?");

    private final Map<String, String> variables = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();

    private HttpFile() {}

    static List<Call> parse(String text) {
        HttpFile file = new HttpFile();
        for (String part : text.split("(?m)^###.*$", -1)) {
            file.part(part.lines().toList());
        }
        return file.calls;
    }

    private void part(List<String> lines) {
        int at = 0;
        while (at < lines.size() && isNoRequest(lines.get(at))) {
            Matcher variable = VARIABLE.matcher(lines.get(at).strip());
            if (variable.matches()) {
                variables.put(variable.group(1), filled(variable.group(2).strip()));
            }
            at++;
        }
        if (at == lines.size()) {
            return;
        }
        Matcher request = REQUEST.matcher(filled(lines.get(at).strip()));
        if (!request.matches()) {
            throw new UnusableException("not a request like 'POST http://...': " + lines.get(at));
        }
        Call call = Call.of(request.group(1), request.group(2));
        for (at++; at < lines.size() && !lines.get(at).isBlank(); at++) {
            if (!isComment(lines.get(at))) {
                call = call.withHeader(filled(lines.get(at).strip()));
            }
        }
        List<String> body = lines.subList(Math.min(at + 1, lines.size()), lines.size()).stream()
                .takeWhile(line -> !line.startsWith("> ") && !line.startsWith("<> "))
                .toList();
        calls.add(call.withBody(filled(String.join("\n", body)).strip()));
    }

    private static boolean isNoRequest(String line) {
        return line.isBlank() || isComment(line) || line.strip().startsWith("@");
    }

    private static boolean isComment(String line) {
        return line.strip().startsWith("#") || line.strip().startsWith("//");
    }

    private String filled(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), found.group())));
    }
}
