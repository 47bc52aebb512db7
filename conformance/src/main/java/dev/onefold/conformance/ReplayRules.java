package dev.onefold.conformance;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.conformance.Contract.Feature;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** R: what a replay repeats, and what it does not. */
final class ReplayRules {

    static final List<Rule> ALL = List.of(
            Rule.of("R1", "The status is the first one", ReplayRules::status),
            Rule.of("R2", "The body is the first one, byte for byte", ReplayRules::body),
            Rule.of("R3", "A later change does not show", ReplayRules::laterChange),
            Rule.of("R4", "A replay never creates again what was deleted", ReplayRules::deleted),
            Rule.of("R5", "Replays are marked, first answers are not, failures are too", ReplayRules::marker),
            Rule.of("R6", "The key is repeated as it was received", ReplayRules::echo),
            Rule.of("R7", "Headers of the answer are replayed", ReplayRules::replayedHeaders),
            Rule.of("R8", "Headers of the exchange are not", ReplayRules::exchangeHeaders),
            Rule.of("R9", "A replay sets no cookie, and none is stored", ReplayRules::cookies),
            Rule.of("R10", "Packed first and unpacked later is the same answer", ReplayRules::contentEncoding),
            Rule.of("R11", "Accept and Accept-Language of the retry do not matter", ReplayRules::accept),
            Rule.of("R12", "Range and If-None-Match of the retry are ignored", ReplayRules::range),
            Rule.of("R13", "The ETag of a replay is stale safely", ReplayRules::staleTag),
            Rule.of("R14", "Answers without a body are replayed without one", ReplayRules::withoutBody),
            Rule.of(
                    "R15",
                    "HEAD and OPTIONS at the same address have nothing to do with it",
                    ReplayRules::otherMethods),
            Rule.of("R16", "Refusals are never cached", ReplayRules::noStore),
            Rule.notExecutable(
                    "R17", "Interim answers and trailers are not replayed", "no handler sends any on request"),
            Rule.of("R18", "A replay runs nothing", ReplayRules::costsNothing));

    private static final Map<String, String> REPLAYED = Map.of(
            "Content-Language", "de",
            "Content-Location", "/things/{serial}",
            "Location", "/things/{serial}",
            "ETag", "\"{serial}\"",
            "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT",
            "Link", "</things/{serial}>; rel=self",
            "Preference-Applied", "return=minimal",
            "Deprecation", "@1688169599",
            "Sunset", "Sun, 06 Nov 1994 08:49:37 GMT");

    private static final List<String> OF_THE_EXCHANGE = List.of(
            "Age",
            "Via",
            "Server",
            "WWW-Authenticate",
            "Authentication-Info",
            "Retry-After",
            "RateLimit-Limit",
            "X-RateLimit-Remaining",
            "Request-Id",
            "traceparent",
            "tracestate",
            "Server-Timing",
            "Access-Control-Allow-Origin",
            "Content-Digest",
            "Repr-Digest",
            "Signature",
            "Signature-Input",
            "Strict-Transport-Security",
            "Proxy-Authenticate");

    private ReplayRules() {}

    private static void status(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        trial.send(trial.create()).replayOf(first);
        trial.send(1, trial.create()).replayOf(first);
        trial.effects(1);
    }

    private static void body(Trial trial) {
        Reply created = trial.send(trial.create()).done();
        trial.send(1, trial.create()).replayOf(created);
        trial.effects(1);
        Trial.whereOffered(() -> longBody(new Trial(trial)));
    }

    private static void longBody(Trial trial) {
        Reply first = trial.send(trial.keyed(Operation.BIG)).done();
        for (int node = 0; node < 3; node++) {
            trial.send(node, trial.keyed(Operation.BIG)).replayOf(first);
        }
        trial.effects(1);
        trial.executions(1);
    }

    private static void laterChange(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        trial.send(MethodRules.change(trial, first)).done();
        trial.send(trial.create()).replayOf(first);
    }

    private static void deleted(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        trial.send(trial.plain(Operation.DELETE)).done();
        trial.send(trial.create()).replayOf(first);
        Reply read = trial.send(trial.plain(Operation.READ));
        read.demand(read.status() == 404 || read.status() == 410, "404 or 410 of what was deleted");
    }

    private static void marker(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        first.demand(!first.has(trial.contract.marker()), "no marker on a first answer");
        trial.send(trial.create()).demand(trial.send(trial.create()).isMarked(), "a marker on a replay");
        WireRequest no = trial.keyed(trial.plain(Operation.DECLINE), Trial.newKey());
        Reply declined = trial.send(no);
        declined.demand(declined.response().isOfClass(4) && !declined.isMarked(), "a first no");
        trial.send(no).replayOf(declined);
    }

    private static void echo(Trial trial) {
        if (!trial.contract.echoesKey()) {
            throw new NotOfferedException("keys are not repeated");
        }
        String name = trial.contract.keyHeader();
        for (String spelling : List.of(trial.key, KeyRules.quote(trial.key) + ";v=1")) {
            Reply told = trial.send(trial.keyed(trial.create(), spelling));
            told.demand(told.header(name).orElse("").equals(spelling), name + ": " + spelling);
        }
        Reply invalid = trial.send(trial.keyed(trial.create(), "\"unfinished" + trial.key));
        invalid.refused(trial.contract.invalid()).demand(!invalid.has(name), "an invalid key not repeated");
    }

    private static void replayedHeaders(Trial trial) {
        REPLAYED.forEach((name, value) -> {
            WireRequest request = trial.keyed(trial.answeringWith(name, value), Trial.newKey());
            Reply first = trial.send(request).done();
            first.demand(first.has(name), name + " on the first answer");
            Reply replay = trial.send(request).replayOf(first);
            replay.demand(replay.header(name).equals(first.header(name)), "the first " + name);
        });
    }

    private static void exchangeHeaders(Trial trial) {
        for (String name : OF_THE_EXCHANGE) {
            String mine = "v" + name.length() + "-{serial}";
            WireRequest request = trial.keyed(trial.answeringWith(name, mine), Trial.newKey());
            Reply first = trial.send(request).done();
            Reply replay = trial.send(request).replayOf(first);
            first.header(name)
                    .filter(value -> value.startsWith("v" + name.length() + "-"))
                    .ifPresent(value -> replay.demand(!replay.header(name).equals(first.header(name)), "no " + name));
        }
        Reply create = trial.send(trial.create()).done();
        Reply replay = trial.send(trial.create()).replayOf(create);
        replay.demand(replay.response().headers("Date").size() <= 1, "one Date");
    }

    private static void cookies(Trial trial) {
        WireRequest request = trial.keyed(Operation.COOKIE);
        Reply first = trial.send(request).done();
        first.demand(first.has("Set-Cookie"), "a cookie on the first answer");
        Reply replay = trial.send(request).replayOf(first);
        replay.demand(
                replay.response().headers("Set-Cookie").stream().noneMatch(c -> c.contains(trial.business)),
                "no cookie");
        try {
            Trial.demand(!trial.control.stored().contains(hex(trial.business)), "no cookie among what is stored");
        } catch (NotOfferedException unseen) {
            // what is on the wire was seen
        }
    }

    private static void contentEncoding(Trial trial) {
        trial.needs(Feature.GZIP_ANSWERS, "answers are not packed");
        WireRequest big = trial.keyed(Operation.BIG);
        Reply packed = trial.send(big.with("Accept-Encoding", "gzip")).done();
        packed.demand(packed.header("Content-Encoding").orElse("").equals("gzip"), "a packed answer");
        Reply plain = trial.send(big.with("Accept-Encoding", "identity"));
        plain.demand(!plain.has("Content-Encoding"), "an unpacked answer");
        plain.demand(plain.isMarked() && plain.unpacked().equals(packed.unpacked()), "the same content, marked");
    }

    private static void accept(Trial trial) {
        Reply first = trial.send(trial.create().with("Accept-Language", "en")).done();
        trial.send(trial.create().with("Accept", "text/html").with("Accept-Language", "fr"))
                .replayOf(first);
        trial.effects(1);
    }

    private static void range(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        WireRequest conditional = trial.create().with("Range", "bytes=0-1").with("If-None-Match", "\"other\"");
        trial.send(conditional).replayOf(first);
        trial.send(trial.create().with("Range", "bytes=0-1")).replayOf(first);
        trial.effects(1);
    }

    private static void staleTag(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        String tag = first.header("ETag").orElseThrow(() -> new NotOfferedException("what is created has no ETag"));
        WireRequest patch = trial.keyed(trial.plain(Operation.PATCH), Trial.newKey());
        trial.send(patch.with("If-Match", tag)).done();
        Reply replay = trial.send(trial.create()).replayOf(first);
        Reply late = trial.send(trial.keyed(patch, Trial.newKey())
                .with("If-Match", replay.header("ETag").orElse("")));
        late.demand(late.status() == 412, "412 for a stale ETag");
    }

    private static void withoutBody(Trial trial) {
        for (int status : List.of(204, 202, 303)) {
            String business = Trial.newBusiness();
            WireRequest request = trial.keyed(trial.answering(status, true, business), Trial.newKey());
            Reply first = trial.send(request).first(status);
            first.demand(status != 204 || first.response().body().isEmpty(), "no body");
            trial.send(request).replayOf(first);
            trial.effects(business, 1);
        }
    }

    private static void otherMethods(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        for (String method : List.of("HEAD", "OPTIONS", "GET")) {
            WireRequest other = new WireRequest(
                    method, trial.create().target(), trial.create().headers(), Body.EMPTY);
            Reply told = trial.send(other.without("Content-Type"));
            told.demand(
                    !told.isMarked()
                            && told.status() != trial.contract.mismatch().status(),
                    "nothing about the key");
        }
        trial.send(trial.create()).replayOf(first);
        trial.effects(1);
    }

    private static void noStore(Trial trial) {
        trial.send(trial.create()).done();
        Reply reused = trial.send(trial.keyed(trial.plain(Operation.CREATE, Trial.newBusiness()), trial.key));
        Reply missing = trial.send(trial.plain(Operation.CREATE));
        for (Reply problem : List.of(reused, missing)) {
            problem.demand(problem.header("Cache-Control").orElse("").contains("no-store"), "Cache-Control: no-store");
        }
    }

    private static void costsNothing(Trial trial) {
        trial.control.executions(trial.business);
        Reply first = trial.send(trial.create()).done();
        for (int i = 0; i < 5; i++) {
            trial.send(i, trial.create()).replayOf(first);
        }
        trial.executions(1);
        trial.effects(1);
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
