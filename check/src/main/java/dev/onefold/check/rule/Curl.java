package dev.onefold.check.rule;

import dev.onefold.check.wire.Exchange;
import dev.onefold.check.wire.Exchange.Answered;
import dev.onefold.check.wire.Exchange.Unanswered;
import dev.onefold.check.wire.Header;
import dev.onefold.check.wire.Origin;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Requests and answers in a line. */
final class Curl {

    private static final int SHOWN_BODY = 400;
    private static final List<String> SECRETS = List.of("authorization", "cookie", "x-api-key");

    private Curl() {}

    /** The request as a command; what is secret is left to be filled in. */
    static String command(Origin origin, WireRequest request) {
        StringBuilder command = new StringBuilder("curl -i -X ").append(request.method());
        command.append(' ').append(quoted(origin + request.target()));
        for (Header header : request.headers()) {
            boolean secret = SECRETS.contains(header.name().toLowerCase(Locale.ROOT));
            command.append(" -H ").append(quoted(header.name() + ": " + (secret ? "..." : header.value())));
        }
        if (!request.body().isEmpty() && request.body().length() <= SHOWN_BODY) {
            command.append(" --data-raw ").append(quoted(request.body().text()));
        }
        return printable(command.toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String summary(WireRequest request, String keyHeader) {
        StringBuilder line = new StringBuilder(request.method()).append(' ').append(request.target());
        request.headers().stream()
                .filter(header -> header.is(keyHeader))
                .forEach(header ->
                        line.append(", ").append(header.name()).append(": ").append(shortened(header.value())));
        if (!request.body().isEmpty()) {
            line.append(", ").append(request.body());
        }
        return printable(line.toString());
    }

    private static String shortened(String key) {
        return key.length() <= 48 ? key : key.substring(0, 24) + "... (" + key.length() + " characters)";
    }

    static String told(Exchange exchange) {
        if (exchange instanceof Unanswered end) {
            return "no answer: " + end.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + end.detail()
                    + ")";
        }
        Answered answered = (Answered) exchange;
        WireResponse answer = answered.answer();
        long millis = TimeUnit.NANOSECONDS.toMillis(answered.endedNanos() - answered.sentNanos());
        String reason =
                answer.isOfClass(2) ? "" : ": " + beginning(answer.body().text());
        return Answers.told(answer) + " after " + millis + " ms" + reason;
    }

    private static String beginning(String body) {
        String line = printable(body.replaceAll("\\s+", " "));
        return line.length() <= 160 ? line : line.substring(0, 160) + "...";
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
