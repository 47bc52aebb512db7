package dev.onefold.check.input;

import dev.onefold.check.subject.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** An HTTP archive, as browsers save it. Headers that belong to the connection or to its length are left out. */
final class HarFile {

    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "host",
            "content-length",
            "connection",
            "accept-encoding",
            "transfer-encoding",
            "te",
            "upgrade",
            "keep-alive");

    private HarFile() {}

    static List<Call> parse(JsonNode har) {
        List<Call> calls = new ArrayList<>();
        for (JsonNode entry : har.path("log").path("entries")) {
            JsonNode request = entry.path("request");
            Call call = Call.of(
                            request.path("method").asString(),
                            request.path("url").asString())
                    .withBody(request.path("postData").path("text").asString(""));
            for (JsonNode header : request.path("headers")) {
                String name = header.path("name").asString();
                if (!name.startsWith(":") && !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    call = call.withHeader(name, header.path("value").asString());
                }
            }
            calls.add(call);
        }
        return calls;
    }
}
