package dev.onefold.spring.boot.rules;

import dev.onefold.spring.Idempotent;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** Things that are made, changed and removed. */
@Sut
final class ThingController {

    /** What is asked for. */
    record Wanted(String id, @Nullable String name) {

        String named() {
            return name == null ? "" : name;
        }
    }

    /** What is answered; the serial differs between any two effects. */
    record Thing(String id, String name, long serial) {}

    private final Effects effects;
    private final JdbcClient jdbc;

    ThingController(Effects effects, JdbcClient jdbc) {
        this.effects = effects;
        this.jdbc = jdbc;
    }

    @PostMapping("/things")
    @Idempotent
    ResponseEntity<Thing> create(@RequestBody Wanted wanted) {
        return made(wanted);
    }

    @PostMapping("/refunds")
    @Idempotent
    ResponseEntity<Thing> refund(@RequestBody Wanted wanted) {
        return made(wanted);
    }

    @PostMapping("/optional")
    @Idempotent(required = false)
    ResponseEntity<Thing> createOptionally(@RequestBody Wanted wanted) {
        return made(wanted);
    }

    @PostMapping("/plain")
    ResponseEntity<Thing> createPlainly(@RequestBody Wanted wanted) {
        return made(wanted);
    }

    @PostMapping("/waiting")
    @Idempotent(waitAtMost = "30s")
    ResponseEntity<Thing> createAfterWaiting(@RequestBody Wanted wanted) {
        return made(wanted);
    }

    @PostMapping("/brief")
    @Idempotent(waitAtMost = "50ms")
    ResponseEntity<Thing> createAfterABriefWait(@RequestBody Wanted wanted) {
        return made(wanted);
    }

    @PostMapping("/forgetful")
    @Idempotent(answerFor = "1h", tombstoneFor = "1h")
    ResponseEntity<Thing> createWithoutATombstone(@RequestBody Wanted wanted) {
        return made(wanted);
    }

    @PostMapping("/things/{id}/capture")
    @Idempotent
    ResponseEntity<Thing> capture(@PathVariable String id) {
        return made(new Wanted(id, "captured"));
    }

    @PatchMapping("/things/{id}")
    @Idempotent
    ResponseEntity<Thing> rename(@PathVariable String id, @RequestBody Wanted wanted) {
        Gates.pass(id);
        long serial = effects.happen(id, "renamed");
        jdbc.sql("UPDATE thing SET name = ?, serial = ? WHERE id = ?")
                .params(wanted.named(), serial, id)
                .update();
        return ResponseEntity.ok().eTag("\"" + serial + "\"").body(new Thing(id, wanted.named(), serial));
    }

    @GetMapping("/things/{id}")
    ResponseEntity<Thing> read(@PathVariable String id) {
        return ResponseEntity.of(jdbc.sql("SELECT id, name, serial FROM thing WHERE id = ?")
                .param(id)
                .query(Thing.class)
                .optional());
    }

    @DeleteMapping("/things/{id}")
    ResponseEntity<String> delete(@PathVariable String id) {
        jdbc.sql("DELETE FROM thing WHERE id = ?").param(id).update();
        return ResponseEntity.noContent().build();
    }

    @PostMapping(path = "/raw", produces = MediaType.APPLICATION_JSON_VALUE)
    @Idempotent
    byte[] spelled(@RequestBody Wanted wanted) {
        long serial = effects.happen(wanted.id(), "spelled");
        return ("{ \"z\" : 1.50,\r\n\t\"a\":\"\\u0041\", \"serial\":" + serial + " }\n\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @PostMapping("/big")
    @Idempotent
    String big(@RequestBody Wanted wanted, @RequestParam int bytes) {
        Gates.pass(wanted.id());
        String serial = effects.happen(wanted.id(), "big") + ";";
        return serial + "x".repeat(bytes - serial.length());
    }

    private ResponseEntity<Thing> made(Wanted wanted) {
        Gates.pass(wanted.id());
        long serial = effects.happen(wanted.id(), "made");
        jdbc.sql("INSERT INTO thing (id, name, serial) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(wanted.id(), wanted.named(), serial)
                .update();
        return ResponseEntity.created(URI.create("/things/" + wanted.id()))
                .eTag("\"" + serial + "\"")
                .body(new Thing(wanted.id(), wanted.named(), serial));
    }
}
