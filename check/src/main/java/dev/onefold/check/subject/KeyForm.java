package dev.onefold.check.subject;

/** How a key is written into its header. */
public enum KeyForm {
    /** As it is: {@code 8e03978e-...}. */
    BARE,
    /** As a Structured Field String (RFC 9651): {@code "8e03978e-..."}. */
    QUOTED;

    /** The key as a header value. */
    public String write(String key) {
        return this == BARE ? key : '"' + key + '"';
    }
}
