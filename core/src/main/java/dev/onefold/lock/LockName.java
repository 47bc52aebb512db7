package dev.onefold.lock;

import java.util.regex.Pattern;

/**
 * What is locked. Who may not meet must differ here: put the tenant and the operation into it.
 *
 * @param text 1 to 200 letters and digits of ASCII and {@code . _ : -}, case matters; such as {@code flash-sale:42}
 */
public record LockName(String text) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

    public LockName {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "A lock's name has 1 to 200 ASCII letters, digits and . _ : - and not: '" + text + "'");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
