package dev.onefold.prover;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The command line that does one check again. Reports are shown around: what is secret in it is left to be filled in. */
final class Reproduction {

    private static final Set<String> REPLACED = Set.of("--only", "--seed", "--format", "--output", "--json", "--html");
    private static final Set<String> LOAD = Set.of("--keys", "--concurrency", "--zipf");
    private static final Set<String> SECRETS = Set.of("authorization", "cookie", "x-api-key");

    private Reproduction() {}

    static String line(List<String> arguments, String id, long seed) {
        Set<String> dropped = new HashSet<>(REPLACED);
        if (!id.equals("load")) {
            dropped.addAll(LOAD);
        }
        List<String> kept = new ArrayList<>();
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String argument = left.next();
            if (dropped.contains(argument)) {
                if (left.hasNext()) {
                    left.next();
                }
            } else if (dropped.stream().noneMatch(option -> argument.startsWith(option + "="))) {
                kept.add(quoted(withoutSecret(argument)));
            }
        }
        String again = id.equals("load") ? "" : " --only " + id;
        return "./onefold " + String.join(" ", kept) + again + " --seed " + seed;
    }

    private static String withoutSecret(String argument) {
        int colon = argument.indexOf(':');
        boolean secret = colon > 0
                && SECRETS.contains(argument.substring(0, colon).strip().toLowerCase(Locale.ROOT));
        return secret
                ? argument.substring(0, colon) + ": ..."
                : argument.replaceAll("(?i)(password=)[^&|]*", "$1...")
                        .replaceAll("(?i)((authorization|cookie|x-api-key):)[^'\"]*", "$1 ...");
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
