package dev.onefold.spring;

import dev.onefold.http.Answer;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.RecordedResponse.Field;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sends a response, at last. */
final class Reply {

    private Reply() {}

    /**
     * Sends the answer; where the handler made it now, with all its header fields, recorded or not.
     *
     * @param made what the handler made, if it ran
     */
    static void send(Answer answer, Handling.@Nullable Ended made, HttpServletResponse to) throws IOException {
        RecordedResponse response = answer.response();
        to.setStatus(response.status());
        if (made != null && answer.origin() == Answer.Origin.HANDLER) {
            handled(made, to);
            List<Field> ours = response.fields().stream()
                    .filter(field -> made.response().header(field.name()).isEmpty())
                    .toList();
            replacing(ours, to);
        } else {
            replacing(response.fields(), to);
        }
        byte[] body = response.body();
        to.setContentLength(body.length);
        to.getOutputStream().write(body);
        to.flushBuffer();
    }

    /** As the handler would have done it on the response itself: set what it set, add what it added. */
    private static void handled(Handling.Ended made, HttpServletResponse to) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Field field : made.response().fields()) {
            if (seen.add(field.name()) && made.replaced().contains(field.name())) {
                to.setHeader(field.name(), field.value());
            } else {
                to.addHeader(field.name(), field.value());
            }
        }
    }

    /** Each name's first value replaces what is there. */
    private static void replacing(List<Field> fields, HttpServletResponse to) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Field field : fields) {
            if (seen.add(field.name())) {
                to.setHeader(field.name(), field.value());
            } else {
                to.addHeader(field.name(), field.value());
            }
        }
    }
}
