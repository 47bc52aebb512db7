package dev.onefold.spring.boot.rules;

import dev.onefold.http.KeyTime;
import dev.onefold.spring.Idempotent;
import dev.onefold.spring.IdempotentHttp;
import dev.onefold.spring.boot.rules.ThingController.Wanted;
import java.net.URI;
import java.util.concurrent.Callable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Operations that ask more of a key, or tell less of an answer. */
@Sut
final class FeatureController {

    private final Effects effects;

    FeatureController(Effects effects) {
        this.effects = effects;
    }

    @PostMapping("/timed")
    @Idempotent(http = @IdempotentHttp(keyTime = KeyTime.UUID_V7))
    ResponseEntity<String> timed(@RequestBody Wanted wanted) {
        return done(wanted);
    }

    @PostMapping("/timed-shortly")
    @Idempotent(
            answerFor = "1h",
            tombstoneFor = "1h",
            http = @IdempotentHttp(keyTime = KeyTime.UUID_V7, keyWindow = "50m"))
    ResponseEntity<String> timedShortly(@RequestBody Wanted wanted) {
        return done(wanted);
    }

    @PostMapping("/first-sent")
    @Idempotent(http = @IdempotentHttp(keyTime = KeyTime.FIRST_SENT, keyWindow = "24h"))
    ResponseEntity<String> firstSent(@RequestBody Wanted wanted) {
        return done(wanted);
    }

    @PostMapping("/secrets")
    @Idempotent(secret = true)
    ResponseEntity<String> secret(@RequestBody Wanted wanted) {
        long serial = effects.happen(wanted.id(), "secret");
        return ResponseEntity.created(URI.create("/things/" + wanted.id()))
                .header("Content-Language", "secret-language")
                .body("the secret is " + wanted.named() + serial);
    }

    @PostMapping("/leased-secrets")
    @Idempotent(secret = true)
    Callable<ResponseEntity<String>> leasedSecret(@RequestBody Wanted wanted) {
        return () -> secret(wanted);
    }

    private ResponseEntity<String> done(Wanted wanted) {
        Gates.pass(wanted.id());
        return ResponseEntity.status(201).body("done " + effects.happen(wanted.id(), "done"));
    }
}
