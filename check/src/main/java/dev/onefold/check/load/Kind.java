package dev.onefold.check.load;

/** What an answer under load is. */
public enum Kind {
    /** The first accepted answer of a key. */
    EXECUTED("executed"),
    /** A further accepted answer of a key. */
    REPLAYED("replayed"),
    /** Come again: 409, 423, 425, 429, 503. */
    CONFLICT("conflict"),
    /** Anything else, or none. */
    OTHER("other");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /** What it is called in reports. */
    public String title() {
        return title;
    }
}
