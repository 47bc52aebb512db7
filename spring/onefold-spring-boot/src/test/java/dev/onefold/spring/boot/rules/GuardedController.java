package dev.onefold.spring.boot.rules;

import dev.onefold.spring.Idempotent;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** An operation whose permission can be withdrawn. */
@Sut
final class GuardedController {

    private final Effects effects;

    GuardedController(Effects effects) {
        this.effects = effects;
    }

    @PostMapping("/guarded")
    @Idempotent(replayGuard = Permissions.class)
    ResponseEntity<String> guarded(@RequestBody ThingController.Wanted wanted) {
        return ResponseEntity.status(201).body("secret " + effects.happen(wanted.id(), "guarded"));
    }
}
