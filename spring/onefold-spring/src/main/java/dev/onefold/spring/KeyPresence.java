package dev.onefold.spring;

/** Whether a request needs a key. */
public enum KeyPresence {

    /** A request without a key is refused. */
    REQUIRED,

    /** A request without a key runs, each time it is sent. */
    OPTIONAL,

    /** Keys mean nothing here, see {@link UnsupportedKeys}. */
    IGNORED
}
