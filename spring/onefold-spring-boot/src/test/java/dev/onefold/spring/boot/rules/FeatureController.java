package dev.onefold.spring.boot.rules;

import dev.onefold.Codec;
import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.RecordId;
import dev.onefold.http.KeyTime;
import dev.onefold.spring.Idempotent;
import dev.onefold.spring.IdempotentHttp;
import dev.onefold.spring.ScopeResolver;
import dev.onefold.spring.boot.rules.ThingController.Wanted;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.sql.Connection;
import java.util.concurrent.Callable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.server.ResponseStatusException;

/** Operations that ask more of a key, or tell less of an answer. */
@Sut
final class FeatureController {

    private final Effects effects;
    private final JdbcClient jdbc;
    private final Onefold<Connection> onefold;
    private final ScopeResolver scopes;

    FeatureController(Effects effects, JdbcClient jdbc, Onefold<Connection> onefold, ScopeResolver scopes) {
        this.effects = effects;
        this.jdbc = jdbc;
        this.onefold = onefold;
        this.scopes = scopes;
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

    @PostMapping("/codes")
    @Idempotent(secret = true)
    ResponseEntity<String> code(@RequestBody Wanted wanted) {
        effects.happen(wanted.id(), "code");
        return ResponseEntity.status(201).body("the code is " + wanted.id());
    }

    /** What has become of the caller's request with that key. */
    @GetMapping("/keys/{key}")
    ResponseEntity<String> state(@PathVariable String key, HttpServletRequest request) {
        return ResponseEntity.of(scopes.resolve(request)
                .flatMap(scope -> onefold.read(RecordId.of(scope, key), Codec.content()))
                .map(outcome -> outcome instanceof Outcome.InProgress ? "in_progress" : "completed"));
    }

    @PostMapping("/leased-secrets")
    @Idempotent(secret = true)
    Callable<ResponseEntity<String>> leasedSecret(@RequestBody Wanted wanted) {
        return () -> secret(wanted);
    }

    /** The business has an identity of its own, which outlives every record. */
    @PostMapping("/unique")
    @Idempotent(answerFor = "1h", tombstoneFor = "1h")
    ResponseEntity<String> unique(@RequestBody Wanted wanted) {
        try {
            jdbc.sql("INSERT INTO thing (id, name, serial) VALUES (?, 'unique', 0)")
                    .param(wanted.id())
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "It is there already", e);
        }
        return done(wanted);
    }

    @PostMapping("/shared")
    @CrossOrigin(
            origins = {"https://one.example", "https://two.example"},
            exposedHeaders = {"Idempotent-Replayed", "Idempotency-Key", "Location", "ETag", "Retry-After"})
    @Idempotent
    ResponseEntity<String> shared(@RequestBody Wanted wanted) {
        return done(wanted);
    }

    @PutMapping("/put/{id}")
    ResponseEntity<String> put(@PathVariable String id) {
        int rows = jdbc.sql("INSERT INTO thing (id, name, serial) VALUES (?, 'put', 0) ON CONFLICT DO NOTHING")
                .param(id)
                .update();
        return ResponseEntity.status(rows == 1 ? 201 : 200).body("put");
    }

    private ResponseEntity<String> done(Wanted wanted) {
        Gates.pass(wanted.id());
        return ResponseEntity.status(201).body("done " + effects.happen(wanted.id(), "done"));
    }
}
