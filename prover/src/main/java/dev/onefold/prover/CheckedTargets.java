package dev.onefold.prover;

import dev.onefold.check.input.Inputs;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.prover.verdict.BadUseException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which requests are checked, and what is known about them. */
final class CheckedTargets {

    @Parameters(
            arity = "0..2",
            paramLabel = "METHOD URL",
            description = "The request; or a whole curl command as one argument, in quotation marks.")
    private List<String> request = new ArrayList<>();

    @Option(
            names = {"-H", "--header"},
            paramLabel = "LINE",
            description = "A header line, 'Name: value'.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-d", "--data"},
            paramLabel = "BODY",
            description =
                    "The body, or @FILE. {{ref}} in it (or in the URL) is new for each order, {{uuid}} and {{number}} too.")
    private @Nullable String data;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Requests from a .har, .http or .rest file, or from an OpenAPI document (every unsafe operation with an"
                            + " example).")
    private @Nullable Path file;

    @Option(names = "--base-url", paramLabel = "URL", description = "Where the operations of the OpenAPI document are.")
    private @Nullable String baseUrl;

    @Option(
            names = "--before",
            paramLabel = "CALL",
            description =
                    "What to send before each order: 'POST /carts {\"a\":1}'. {{before.id}} is then the id in its answer.")
    private List<String> before = new ArrayList<>();

    @Option(
            names = "--key-header",
            defaultValue = Target.KEY_HEADER,
            paramLabel = "NAME",
            description = "The header of the key (default: ${DEFAULT-VALUE}).")
    private String keyHeader = Target.KEY_HEADER;

    @Option(names = "--key-required", description = "A request without a key must be refused.")
    private boolean keyRequired;

    @Option(
            names = "--other-header",
            paramLabel = "LINE",
            description = "A header line that makes the caller somebody else.")
    private List<String> otherHeaders = new ArrayList<>();

    @Option(
            names = "--other-body",
            paramLabel = "BODY",
            description =
                    "A valid body that means something else, or @FILE (default: one number of the JSON is changed).")
    private @Nullable String otherBody;

    @Option(
            names = "--other-path",
            paramLabel = "PATH",
            description = "Another operation that takes the same body (default: a path that nobody serves).")
    private @Nullable String otherPath;

    @Option(
            names = "--failing-header",
            paramLabel = "LINE",
            description = "A header line that makes the server answer 5xx.")
    private List<String> failingHeaders = new ArrayList<>();

    @Option(
            names = "--retention",
            paramLabel = "PT24H",
            description = "How long the server says it remembers an answer.")
    private @Nullable String retention;

    /** Whether none is given. */
    boolean isEmpty() {
        return request.isEmpty() && file == null;
    }

    /** What the options say. */
    List<Target> targets() {
        if (file != null && !request.isEmpty()) {
            throw new BadUseException("--from and METHOD URL do not go together");
        }
        List<Target> targets = file == null ? List.of(Target.of(call()).build()) : Inputs.file(file, baseUrl);
        return targets.stream().map(this::described).toList();
    }

    private Call call() {
        if (request.size() == 1 && request.get(0).startsWith("curl ")) {
            return Inputs.curl(request.get(0));
        }
        boolean methodGiven = request.size() == 2;
        Call call = Call.of(methodGiven ? request.get(0) : "POST", request.get(request.size() - 1));
        return data == null ? call : call.withBody(Inputs.content(data));
    }

    private Target described(Target read) {
        Call call = read.call();
        for (String header : headers) {
            call = call.withHeader(header);
        }
        if (!call.body().text().isEmpty() && !call.has("Content-Type")) {
            call = call.withHeader("Content-Type", "application/json");
        }
        Target.Builder target = Target.of(call).keyHeader(keyHeader);
        read.keyRequired().ifPresent(target::keyRequired);
        read.retention().ifPresent(target::retention);
        if (keyRequired) {
            target.keyRequired(true);
        }
        if (retention != null) {
            target.retention(duration(retention));
        }
        for (String line : before) {
            target.before(preparation(line, call));
        }
        otherHeaders.forEach(target::otherHeader);
        failingHeaders.forEach(target::failingHeader);
        if (otherBody != null) {
            target.otherBody(Inputs.content(otherBody));
        }
        if (otherPath != null) {
            target.otherPath(otherPath);
        }
        return target.build();
    }

    /** It goes to the same origin with the same headers, unless it is a curl command. */
    private static Call preparation(String line, Call call) {
        if (line.startsWith("curl ")) {
            return Inputs.curl(line);
        }
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2) {
            throw new BadUseException("--before " + line + ": not like 'POST /carts {\"a\":1}'");
        }
        Call preparation = Call.of(words[0], words[1].startsWith("/") ? call.origin() + words[1] : words[1])
                .withBody(words.length == 3 ? words[2] : "");
        for (Call.HeaderTemplate header : call.headers()) {
            preparation = preparation.withHeader(header.name(), header.value().text());
        }
        return preparation;
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadUseException("--retention " + text + ": not a duration like PT24H");
        }
    }
}
