package dev.onefold.http;

/** What a repeat is told of an effect that happened. A remembered no is told again as it was in every mode. */
public enum ReplayMode {

    /** The first response: status, bytes and recorded header fields, whatever has happened since. */
    SNAPSHOT,

    /**
     * The first status with what the resource is now. If the resource is gone, whatever the application says of it. The
     * adapter asks the application; nothing is created again.
     */
    CURRENT_STATE,

    /**
     * 303 with the {@code Location} (or {@code Content-Location}) of the first response and no body. A first response
     * without one is told as {@link #SNAPSHOT}.
     */
    REFERENCE
}
