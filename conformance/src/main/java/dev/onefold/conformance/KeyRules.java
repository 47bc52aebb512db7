package dev.onefold.conformance;

import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.WireRequest;
import java.util.List;

/** K: whether there is a key, and what is one. */
final class KeyRules {

    static final List<Rule> ALL = List.of(
            Rule.of("K1", "A required key that is missing is asked for", KeyRules::missing),
            Rule.of("K2", "Without a key an optional operation happens each time", KeyRules::optional),
            Rule.of("K3", "Quoted and bare are one key", KeyRules::quoted),
            Rule.of("K4", "Escapes in a quoted key are decoded, bad ones refused", KeyRules::escapes),
            Rule.of("K5", "Parameters of a key are ignored", KeyRules::parameters),
            Rule.of("K6", "An empty key is refused and not taken as missing", KeyRules::empty),
            Rule.of("K7", "A key comes once", KeyRules::repeated),
            Rule.of("K8", "A key that is too long is refused, the longest is not", KeyRules::tooLong),
            Rule.of("K9", "A key that is too short is refused, the shortest is not", KeyRules::tooShort),
            Rule.of("K10", "Only visible ASCII is a key", KeyRules::charset),
            Rule.of("K11", "Case matters", KeyRules::letterCase),
            Rule.of("K12", "A key is opaque and never reflected unescaped", KeyRules::injection),
            Rule.of("K13", "A key at an operation that knows none is ignored", KeyRules::unsupported),
            Rule.of("K14", "Two header names carry one key", KeyRules::otherName));

    private KeyRules() {}

    private static void missing(Trial trial) {
        trial.send(trial.plain(Operation.CREATE))
                .refused(trial.contract.missing())
                .saying(false, true);
        trial.effects(0);
        trial.send(trial.create()).done();
        trial.effects(1);
    }

    private static void optional(Trial trial) {
        WireRequest request = trial.plain(Operation.CREATE_OPTIONAL);
        Reply one = trial.send(request).done();
        trial.send(request).done();
        one.demand(!one.has(trial.contract.keyHeader()), "no header of a key that did not come");
        trial.effects(2);
        Reply keyed = trial.send(trial.keyed(request, trial.key)).done();
        trial.send(trial.keyed(request, trial.key)).replayOf(keyed);
        trial.effects(3);
    }

    private static void quoted(Trial trial) {
        Reply first = trial.send(trial.keyed(trial.create(), quote(trial.key))).done();
        trial.send(trial.create()).replayOf(first);
        trial.effects(1);
    }

    private static void escapes(Trial trial) {
        String escaped = "\"a\\\"b\\\\c" + trial.key + "\"";
        Reply first = trial.send(trial.keyed(trial.create(), escaped)).done();
        trial.send(trial.keyed(trial.create(), escaped)).replayOf(first);
        trial.send(trial.keyed(trial.create(), quote(trial.key + "\\n"))).refused(trial.contract.invalid());
        trial.effects(1);
    }

    private static void parameters(Trial trial) {
        Reply first = trial.send(trial.keyed(trial.create(), quote(trial.key) + ";v=1"))
                .done();
        trial.send(trial.keyed(trial.create(), quote(trial.key))).replayOf(first);
        trial.effects(1);
    }

    private static void empty(Trial trial) {
        for (String empty : List.of("", "\"\"", "\"                    \"")) {
            trial.send(trial.keyed(trial.create(), empty)).refused(trial.contract.invalid());
        }
        trial.effects(0);
        Trial.whereOffered(() -> trial.send(trial.keyed(trial.plain(Operation.CREATE_OPTIONAL), ""))
                .refused(trial.contract.invalid()));
        trial.effects(0);
    }

    private static void repeated(Trial trial) {
        WireRequest twice = trial.create().with(trial.contract.keyHeader(), trial.key);
        trial.send(twice).refused(trial.contract.invalid());
        for (String list : List.of(
                trial.key + ", " + trial.key,
                trial.key + "," + trial.key,
                quote(trial.key) + ", " + quote(trial.key))) {
            trial.send(trial.keyed(trial.create(), list)).refused(trial.contract.invalid());
        }
        trial.effects(0);
    }

    private static void tooLong(Trial trial) {
        int longest = trial.contract.longestKey();
        Reply told = trial.send(trial.keyed(trial.create(), padded(trial.key, longest + 1)))
                .refused(trial.contract.invalid());
        told.demand(!told.has(trial.contract.keyHeader()), "an invalid key not repeated");
        trial.effects(0);
        trial.send(trial.keyed(trial.create(), padded(trial.key, longest))).done();
        trial.effects(1);
    }

    private static void tooShort(Trial trial) {
        int shortest = trial.contract.shortestKey();
        if (shortest > 1) {
            trial.send(trial.keyed(trial.create(), trial.key.substring(0, shortest - 1)))
                    .refused(trial.contract.invalid());
            trial.effects(0);
        }
        String key = padded(trial.key.substring(0, Math.min(shortest, trial.key.length())), shortest);
        trial.send(trial.keyed(trial.create(), key)).done();
        trial.effects(1);
    }

    private static void charset(Trial trial) {
        List<String> bare = List.of("\u0001", "\u007f", "\u0080", "\u00fc", "\u00c3\u00bc", " ");
        for (String character : bare) {
            Reply told = trial.send(trial.keyed(trial.create(), trial.key + character + trial.key));
            // on HTTP/2 a server may end the stream for a character that a field must not have (RFC 9113, 8.2.1)
            boolean endsStream = trial.protocol() == Protocol.HTTP_2 && told.wasCutByServer();
            Trial.demand(
                    endsStream || told.status() == trial.contract.invalid().status(),
                    "400 for a key with a character " + (int) character.charAt(0));
        }
        trial.effects(0);
        String spaced = quote(trial.key + " 1");
        Reply first = trial.send(trial.keyed(trial.create(), spaced)).done();
        trial.send(trial.keyed(trial.create(), spaced)).replayOf(first);
        trial.effects(1);
    }

    private static void letterCase(Trial trial) {
        trial.send(trial.keyed(trial.create(), "ABCDEF" + trial.key)).done();
        trial.send(trial.keyed(trial.create(), "abcdef" + trial.key)).done();
        trial.effects(2);
    }

    private static void injection(Trial trial) {
        for (String evil : List.of(
                "\"' OR 1=1--'; DROP TABLE effect\"",
                "../../../../etc/passwd",
                "${jndi:ldap://localhost/x}",
                "%0d%0aSet-Cookie:%20stolen=1",
                "<script>alert(1)</script>")) {
            String key =
                    evil.startsWith("\"") ? quote(trial.key + evil.substring(1, evil.length() - 1)) : trial.key + evil;
            Reply told = trial.send(trial.keyed(trial.create(), key));
            told.demand(
                    told.response().isOfClass(2)
                            || told.status() == trial.contract.invalid().status(),
                    "2xx or 400");
            told.demand(!told.has("Set-Cookie"), "no cookie from a key");
            Reply other = trial.send(trial.keyed(trial.plain(Operation.CREATE, Trial.newBusiness()), key));
            other.demand(!other.text().contains(evil), "no key in a body");
            other.demand(
                    other.status() == trial.contract.mismatch().status()
                            || other.status() == trial.contract.invalid().status(),
                    "422, or 400 twice");
        }
    }

    private static void unsupported(Trial trial) {
        WireRequest request = trial.keyed(Operation.UNPROTECTED);
        Reply one = trial.send(request).done();
        one.demand(one.response().isOfClass(2), "2xx");
        trial.send(request).done();
        trial.effects(2);
    }

    private static void otherName(Trial trial) {
        String other = trial.contract.otherKeyHeader();
        if (other.isEmpty()) {
            throw new NotOfferedException("one header carries the key");
        }
        Reply first =
                trial.send(trial.plain(Operation.CREATE).with(other, trial.key)).done();
        trial.send(trial.create()).replayOf(first);
        trial.send(trial.create().with(other, trial.key)).replayOf(first);
        trial.send(trial.create().with(other, Trial.newKey())).refused(trial.contract.invalid());
        trial.effects(1);
    }

    static String quote(String key) {
        return '"' + key + '"';
    }

    private static String padded(String key, int length) {
        return key + "k".repeat(Math.max(0, length - key.length()));
    }
}
