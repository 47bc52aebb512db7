package dev.onefold.spring;

import dev.onefold.http.RecordedResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;

/** Says what has become of what a request made or changed, for operations whose replays tell the current state. */
public interface CurrentState {

    /**
     * What a repeat is told. The status of a success is replaced by the first response's; any other is sent as it is, such
     * as 404 for a resource that is gone. It is called for repeats only, outside of the operation's transaction, and must
     * change nothing.
     *
     * @param repeat the request that came again, with its body
     * @param first the response to the first one, of which the recorded header fields are left
     */
    ResponseEntity<?> now(HttpServletRequest repeat, RecordedResponse first);
}
