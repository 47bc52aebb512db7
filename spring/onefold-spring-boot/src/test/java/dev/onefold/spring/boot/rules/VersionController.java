package dev.onefold.spring.boot.rules;

import dev.onefold.http.EntityTag;
import dev.onefold.http.Preconditions;
import dev.onefold.spring.ConditionalRequests;
import dev.onefold.spring.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** Things with versions, changed under conditions, with a key or without. The version is the thing's serial. */
@Sut
final class VersionController {

    private final Effects effects;
    private final JdbcClient jdbc;

    VersionController(Effects effects, JdbcClient jdbc) {
        this.effects = effects;
        this.jdbc = jdbc;
    }

    @PatchMapping("/versions/{id}")
    @Idempotent(required = false)
    ResponseEntity<String> change(@PathVariable String id, HttpServletRequest request) {
        Gates.pass(id);
        long expected = ConditionalRequests.expectedVersion(request);
        Optional<Long> version = version(id);
        if (version.isEmpty() || version.get() != expected) {
            return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
                    .eTag(EntityTag.ofVersion(version.orElse(0L)).toString())
                    .build();
        }
        return told(HttpStatus.OK, write(id, "changed"));
    }

    @PutMapping("/versions/{id}")
    @Idempotent(required = false)
    ResponseEntity<String> put(@PathVariable String id, HttpServletRequest request) {
        Gates.pass(id);
        Optional<Long> version = version(id);
        Preconditions.Result result =
                ConditionalRequests.preconditions(request).toWrite(version.map(EntityTag::ofVersion));
        if (result == Preconditions.Result.FAILED) {
            return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED).build();
        }
        return told(version.isEmpty() ? HttpStatus.CREATED : HttpStatus.OK, write(id, "put"));
    }

    @DeleteMapping("/versions/{id}")
    @Idempotent(required = false)
    ResponseEntity<String> delete(@PathVariable String id) {
        Gates.pass(id);
        effects.happen(id, "deleted");
        int rows = jdbc.sql("DELETE FROM thing WHERE id = ?").param(id).update();
        return ResponseEntity.status(rows == 0 ? HttpStatus.NOT_FOUND : HttpStatus.NO_CONTENT)
                .build();
    }

    @PatchMapping("/preferred/{id}")
    @Idempotent
    ResponseEntity<String> preferred(
            @PathVariable String id, @RequestHeader(name = "Prefer", defaultValue = "") String prefer) {
        Gates.pass(id);
        long serial = effects.happen(id, "preferred");
        return prefer.equals("return=minimal")
                ? ResponseEntity.noContent()
                        .header("Preference-Applied", prefer)
                        .build()
                : ResponseEntity.ok("all of " + serial);
    }

    private Optional<Long> version(String id) {
        return jdbc.sql("SELECT serial FROM thing WHERE id = ?")
                .param(id)
                .query(Long.class)
                .optional();
    }

    private long write(String id, String name) {
        long serial = effects.happen(id, name);
        jdbc.sql("INSERT INTO thing (id, name, serial) VALUES (?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, serial = EXCLUDED.serial")
                .params(id, name, serial)
                .update();
        return serial;
    }

    private static ResponseEntity<String> told(HttpStatus status, long serial) {
        return ResponseEntity.status(status)
                .eTag(EntityTag.ofVersion(serial).toString())
                .body("version " + serial);
    }
}
