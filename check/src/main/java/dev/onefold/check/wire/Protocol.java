package dev.onefold.check.wire;

/** How requests are written. */
public enum Protocol {
    /** RFC 9112. */
    HTTP_1_1("HTTP/1.1"),
    /** RFC 9113: over TLS by ALPN, otherwise with prior knowledge. */
    HTTP_2("HTTP/2");

    private final String title;

    Protocol(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
