package dev.onefold.check.subject;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with {@code {{ref}}}, {@code {{key}}}, {@code {{uuid}}}, {@code {{number}}} or {@code {{before.NAME}}} in it.
 *
 * @param text the text
 */
public record Template(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w.$-]+)\\s*}}");

    private static final String BEFORE = "before.";
    private static final Intent EXAMPLE = new Intent(0, "", "", new UUID(0, 0), Map.of());

    /** Refuses a placeholder that nothing stands for. */
    public Template {
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!name.startsWith(BEFORE) && !values(EXAMPLE).containsKey(name)) {
                throw new UnusableException(
                        "{{" + name
                                + "}} stands for nothing: there are {{ref}}, {{key}}, {{uuid}}, {{number}} and {{before.NAME}}");
            }
        }
    }

    /**
     * The text with everything of an intent filled in.
     *
     * @throws UnusableException if it has a {@code {{before.NAME}}} that no answer told
     */
    public String fill(Intent intent) {
        Map<String, String> values = values(intent);
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            String value =
                    name.startsWith(BEFORE) ? intent.found().get(name.substring(BEFORE.length())) : values.get(name);
            if (value == null && intent.number() > 0) {
                throw new UnusableException("{{" + name + "}}: no answer before it has told that");
            }
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }

    /** Whether two intents make two texts. */
    public boolean varies() {
        return PLACEHOLDER.matcher(text).find();
    }

    private static Map<String, String> values(Intent intent) {
        return Map.of(
                "ref", intent.reference(),
                "key", intent.key(),
                "uuid", intent.uuid().toString(),
                "number", Integer.toString(intent.number()));
    }

    @Override
    public String toString() {
        return text;
    }
}
