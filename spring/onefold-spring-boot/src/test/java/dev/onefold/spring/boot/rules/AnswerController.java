package dev.onefold.spring.boot.rules;

import dev.onefold.spring.Idempotent;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Answers of every kind, as the request asks. */
@Sut
final class AnswerController {

    /** How an answer comes about. */
    enum How {
        RETURNED,
        THROWN,
        /** An exception that nobody makes a response of. */
        FAILED
    }

    private final Effects effects;

    AnswerController(Effects effects) {
        this.effects = effects;
    }

    /** That answer for the first {@code times} starts, after an effect or before it; 201 from then on. */
    @PostMapping("/answers")
    @Idempotent
    ResponseEntity<String> answer(
            @RequestBody ThingController.Wanted wanted,
            @RequestParam(defaultValue = "201") int status,
            @RequestParam(defaultValue = "RETURNED") How how,
            @RequestParam(defaultValue = "true") boolean effect,
            @RequestParam(defaultValue = "1000") int times) {
        int start = Gates.pass(wanted.id());
        boolean asAsked = start <= times;
        if (!asAsked || effect) {
            effects.happen(wanted.id(), "attempted");
        }
        if (!asAsked) {
            return ResponseEntity.status(201).body("start " + start);
        }
        return switch (how) {
            case RETURNED -> ResponseEntity.status(status).body("start " + start);
            case THROWN -> throw new ResponseStatusException(HttpStatusCode.valueOf(status), "start " + start);
            case FAILED -> throw new IllegalStateException("A failure that was asked for");
        };
    }

    /** Fails after its effect at the first start. */
    @PostMapping("/failing-while-others-wait")
    @Idempotent(waitAtMost = "30s")
    ResponseEntity<String> failOnce(@RequestBody ThingController.Wanted wanted) {
        return answer(wanted, 500, How.FAILED, true, 1);
    }

    /** With that header field; the field's value is made anew each time. */
    @PostMapping("/headers")
    @Idempotent(required = false)
    ResponseEntity<String> header(
            @RequestBody ThingController.Wanted wanted, @RequestParam String name, @RequestParam String value) {
        long serial = effects.happen(wanted.id(), "headed");
        return ResponseEntity.ok()
                .header(name, value.replace("{serial}", "" + serial))
                .body("headed");
    }

    @PostMapping("/cookies")
    @Idempotent(required = false)
    ResponseEntity<String> cookie(
            @RequestBody ThingController.Wanted wanted, @RequestParam String secret, HttpServletResponse response) {
        effects.happen(wanted.id(), "baked");
        response.addCookie(new Cookie("first", secret));
        response.addHeader("Set-Cookie", "second=" + secret);
        return ResponseEntity.ok("baked");
    }

    /** By the servlet's own means, of which there are four. */
    @PostMapping("/redirects")
    @Idempotent(required = false)
    void redirect(@RequestBody ThingController.Wanted wanted, @RequestParam int way, HttpServletResponse response)
            throws IOException {
        String location = "/things/" + effects.happen(wanted.id(), "sent on");
        switch (way) {
            case 0 -> response.sendRedirect(location);
            case 1 -> response.sendRedirect(location, 303);
            case 2 -> response.sendRedirect(location, true);
            default -> response.sendRedirect(location, 307, true);
        }
    }
}
