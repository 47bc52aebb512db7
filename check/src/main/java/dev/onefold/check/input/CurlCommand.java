package dev.onefold.check.input;

import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.UnusableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A curl command line. What changes only how curl works or prints is passed over; what would change the request is refused. */
final class CurlCommand {

    private static final Set<String> WITHOUT_MEANING = Set.of(
            "-i",
            "--include",
            "-s",
            "--silent",
            "-S",
            "--show-error",
            "-v",
            "--verbose",
            "-k",
            "--insecure",
            "-L",
            "--location",
            "-f",
            "--fail",
            "--fail-with-body",
            "--compressed",
            "-g",
            "--globoff",
            "--http1.1",
            "--http2",
            "--http2-prior-knowledge",
            "-N",
            "--no-buffer",
            "-sS",
            "-si",
            "-is",
            "-sSi");
    private static final Set<String> WITHOUT_MEANING_WITH_VALUE = Set.of(
            "-o",
            "--output",
            "-w",
            "--write-out",
            "-m",
            "--max-time",
            "--connect-timeout",
            "--retry",
            "--retry-delay",
            "--cacert");

    private @Nullable String method;
    private @Nullable String url;
    private final List<String> headers = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private boolean json;
    private boolean get;

    private CurlCommand() {}

    static Call parse(String line) {
        List<String> words = ShellWords.of(line);
        if (words.isEmpty() || !words.get(0).equals("curl")) {
            throw new UnusableException("not a curl command: " + line);
        }
        CurlCommand command = new CurlCommand();
        Iterator<String> left = words.subList(1, words.size()).iterator();
        while (left.hasNext()) {
            command.word(left.next(), left);
        }
        return command.call(line);
    }

    private void word(String word, Iterator<String> left) {
        if (word.startsWith("--") && word.contains("=")) {
            int equals = word.indexOf('=');
            option(
                    word.substring(0, equals),
                    List.of(word.substring(equals + 1)).iterator());
        } else if (word.matches("-[XHdubA].+")) {
            option(word.substring(0, 2), List.of(word.substring(2)).iterator());
        } else if (word.startsWith("-")) {
            option(word, left);
        } else {
            url = word;
        }
    }

    private void option(String name, Iterator<String> left) {
        if (WITHOUT_MEANING.contains(name)) {
            return;
        }
        if (name.equals("-G") || name.equals("--get")) {
            get = true;
            return;
        }
        if (!left.hasNext()) {
            throw new UnusableException("curl option " + name + " is not known here, or has no value");
        }
        String value = left.next();
        if (WITHOUT_MEANING_WITH_VALUE.contains(name)) {
            return;
        }
        switch (name) {
            case "-X", "--request" -> method = value;
            case "--url" -> url = value;
            case "-H", "--header" -> headers.add(value);
            case "-A", "--user-agent" -> headers.add("User-Agent: " + value);
            case "-b", "--cookie" -> headers.add("Cookie: " + value);
            case "-u", "--user" ->
                headers.add("Authorization: Basic "
                        + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            case "-d", "--data", "--data-ascii", "--data-binary" -> data.add(content(value));
            case "--data-raw" -> data.add(value);
            case "--json" -> {
                json = true;
                data.add(content(value));
            }
            default -> throw new UnusableException("curl option " + name + " is not known here");
        }
    }

    static String content(String value) {
        if (!value.startsWith("@")) {
            return value;
        }
        try {
            return Files.readString(Path.of(value.substring(1)));
        } catch (IOException e) {
            throw new UnusableException(value.substring(1) + ": cannot be read");
        }
    }

    private Call call(String line) {
        if (url == null) {
            throw new UnusableException("there is no URL in: " + line);
        }
        String body = String.join(json ? "" : "&", data);
        String target = url.contains("://") ? url : "http://" + url;
        if (get && !body.isEmpty()) {
            target += (target.contains("?") ? "&" : "?") + body;
            body = "";
        }
        String verb = method != null ? method : body.isEmpty() ? "GET" : "POST";
        Call call = Call.of(verb, target).withBody(body);
        for (String header : headers) {
            call = call.withHeader(header);
        }
        if (!body.isEmpty() && !call.has("Content-Type")) {
            call = call.withHeader("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded");
        }
        return call;
    }
}
