package dev.onefold.http;

/** Where the time of a key is told. */
public enum KeyTime {

    /** In the key, a UUID of version 7. */
    UUID_V7 {
        @Override
        public KeyWindow window() {
            return KeyWindow.uuidV7();
        }
    },

    /** In the header {@link KeyWindow#FIRST_SENT}. */
    FIRST_SENT {
        @Override
        public KeyWindow window() {
            return KeyWindow.firstSent(KeyWindow.FIRST_SENT);
        }
    };

    /** A window of such keys, as long as records are known. */
    public abstract KeyWindow window();
}
