package dev.onefold.spring.boot.rules;

import dev.onefold.http.FingerprintRule;
import dev.onefold.http.KeyScope;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.ReplayMode;
import dev.onefold.spring.CurrentState;
import dev.onefold.spring.Idempotent;
import dev.onefold.spring.IdempotentHttp;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Operations with other contracts than the usual one. */
@Sut
final class ContractController {

    private final ThingController things;
    private final AnswerController answers;
    private final boolean asksForNames;

    ContractController(
            ThingController things,
            AnswerController answers,
            @Value("${sut.asks-for-names:false}") boolean asksForNames) {
        this.things = things;
        this.answers = answers;
        this.asksForNames = asksForNames;
    }

    @PostMapping("/stripe/{part}")
    @Idempotent(name = "stripe", profile = "stripe")
    ResponseEntity<?> stripe(@PathVariable String part, @RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/acp/{part}")
    @Idempotent(name = "acp", profile = "acp")
    ResponseEntity<?> acp(@PathVariable String part, @RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/ucp/{part}")
    @Idempotent(name = "ucp", profile = "ucp")
    ResponseEntity<?> ucp(@PathVariable String part, @RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/oasis/{part}")
    @Idempotent(name = "oasis", profile = "oasis")
    ResponseEntity<?> oasis(@PathVariable String part, @RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/paypal/{part}")
    @Idempotent(name = "paypal", profile = "paypal", currentState = ThingState.class)
    ResponseEntity<?> paypal(@PathVariable String part, @RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    /** As {@link AnswerController#answer}, under a profile's contract. */
    @PostMapping("/stripe-answers")
    @Idempotent(profile = "stripe")
    ResponseEntity<String> stripeAnswer(@RequestBody ThingController.Wanted wanted, @RequestParam int status) {
        return answers.answer(wanted, status, AnswerController.How.RETURNED, true, 1000);
    }

    @PostMapping("/oasis-answers")
    @Idempotent(profile = "oasis")
    ResponseEntity<String> oasisAnswer(@RequestBody ThingController.Wanted wanted, @RequestParam int status) {
        return answers.answer(wanted, status, AnswerController.How.RETURNED, true, 1000);
    }

    @PostMapping("/frozen")
    @Idempotent(http = @IdempotentHttp(remember = 500, forget = 402))
    ResponseEntity<String> frozen(@RequestBody ThingController.Wanted wanted, @RequestParam int status) {
        return answers.answer(wanted, status, AnswerController.How.RETURNED, true, 1000);
    }

    @PostMapping("/aliased")
    @Idempotent(http = @IdempotentHttp(keyAliases = {"X-Idempotency-Key", "PayPal-Request-Id"}))
    ResponseEntity<?> aliased(@RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/by-path/{part}")
    @Idempotent(name = "by-path", http = @IdempotentHttp(keyScope = KeyScope.PATH))
    ResponseEntity<?> byPath(@PathVariable String part, @RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/without")
    @Idempotent(http = @IdempotentHttp(compareWithout = "client.sent"))
    ResponseEntity<?> without(@RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/only")
    @Idempotent(http = @IdempotentHttp(compareOnly = {"id", "amount"}))
    ResponseEntity<?> only(@RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/uncompared")
    @Idempotent(http = @IdempotentHttp(compare = FingerprintRule.Body.NONE))
    ResponseEntity<?> uncompared(@RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/versioned")
    @Idempotent(http = @IdempotentHttp(compareHeaders = "API-Version"))
    ResponseEntity<?> versioned(@RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/current")
    @Idempotent(http = @IdempotentHttp(replay = ReplayMode.CURRENT_STATE), currentState = ThingState.class)
    ResponseEntity<?> current(@RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/referred")
    @Idempotent(http = @IdempotentHttp(replay = ReplayMode.REFERENCE))
    ResponseEntity<?> referred(@RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    @PostMapping("/conflicting")
    @Idempotent(http = @IdempotentHttp(mismatchStatus = 409, inProgressStatus = 425))
    ResponseEntity<?> conflicting(@RequestBody ThingController.Wanted wanted) {
        return things.create(wanted);
    }

    /** Of a release that may ask for more than the one before. */
    @PostMapping("/drifting")
    @Idempotent
    ResponseEntity<?> drifting(@RequestBody ThingController.Wanted wanted) {
        return asksForNames && wanted.name() == null
                ? ResponseEntity.badRequest().body("a name is needed")
                : things.create(wanted);
    }

    /** A body that the application itself unfolds, if it is compressed. */
    @PostMapping("/compressed")
    @Idempotent
    ResponseEntity<?> compressed(@RequestBody byte[] body, HttpServletRequest request) {
        String id = new String(
                "gzip".equals(request.getHeader("Content-Encoding")) ? unfolded(body) : body, StandardCharsets.UTF_8);
        return things.create(new ThingController.Wanted(id.replaceAll("[^a-z0-9-]", ""), "compressed"));
    }

    @PostMapping("/forms")
    @Idempotent
    ResponseEntity<?> form(@RequestParam String id, @RequestParam String name) {
        return things.create(new ThingController.Wanted(id, name));
    }

    @PostMapping("/uploads")
    @Idempotent
    ResponseEntity<?> upload(@RequestParam String id, @RequestParam List<MultipartFile> file) {
        return things.create(new ThingController.Wanted(id, file.size() + " files"));
    }

    private static byte[] unfolded(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has become of a thing. */
    static final class ThingState implements CurrentState {

        private final ThingController things;

        ThingState(ThingController things) {
            this.things = things;
        }

        @Override
        public ResponseEntity<?> now(HttpServletRequest repeat, RecordedResponse first) {
            String location = first.header("Location").orElseThrow();
            ResponseEntity<ThingController.Thing> thing =
                    things.read(location.substring(location.lastIndexOf('/') + 1));
            ThingController.Thing found = thing.getBody();
            return found == null
                    ? ResponseEntity.status(HttpStatus.GONE).body("deleted")
                    : ResponseEntity.ok().eTag("\"" + found.serial() + "\"").body(found);
        }
    }
}
