package dev.onefold.check.oracle;

/** The oracle gave no number; the message says what it gave. */
public final class OracleException extends RuntimeException {

    OracleException(String message) {
        super(message);
    }

    OracleException(String message, Throwable cause) {
        super(message, cause);
    }
}
