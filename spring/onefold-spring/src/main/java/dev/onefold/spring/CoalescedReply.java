package dev.onefold.spring;

import org.springframework.http.ResponseEntity;

/**
 * What {@link CoalescedWork} answers to one request. The body is written by the application's message converters in the
 * media type that the entity names, and else as JSON. What is remembered depends on the status, as with any
 * {@link Idempotent} handler.
 */
public final class CoalescedReply {

    private final ResponseEntity<?> entity;
    private final boolean undone;

    private CoalescedReply(ResponseEntity<?> entity, boolean undone) {
        this.entity = entity;
        this.undone = undone;
    }

    /** The effects of the request stay. So does what a no has done, and it should be nothing: the others go on undisturbed. */
    public static CoalescedReply of(ResponseEntity<?> entity) {
        return new CoalescedReply(entity, false);
    }

    /** A no after effects, which are undone, and with them those of the others in the transaction: these are done again. */
    public static CoalescedReply undoing(ResponseEntity<?> entity) {
        return new CoalescedReply(entity, true);
    }

    public ResponseEntity<?> entity() {
        return entity;
    }

    /** Whether the effects of the request are undone. */
    public boolean undone() {
        return undone;
    }
}
