package dev.onefold.shop.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.http.RecordedResponse;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.spring.IdempotencySettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Operations")
@RestController
@RequestMapping("/api/operations")
class OperationController {

    /**
     * The state of a request.
     *
     * @param state completed, rejected, in_progress, unknown or expired
     * @param status the status of its answer, if that is stored
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OperationView(
            String key,
            String state,
            @Nullable Integer status,
            @Nullable Instant firstAt) {}

    private final Onefold<?> onefold;
    private final IdempotencySettings settings;

    OperationController(Onefold<?> onefold, IdempotencySettings settings) {
        this.onefold = onefold;
        this.settings = settings;
    }

    @Operation(summary = "What has become of your request with this Idempotency-Key")
    @GetMapping("/{key}")
    OperationView get(@Parameter(hidden = true) ShopClient client, @PathVariable @Size(max = 255) String key) {
        RecordId id = RecordId.of(new Scope(client.tenant(), client.name()), key);
        return onefold.read(id, settings.contract().responses().codec())
                .map(outcome -> view(key, outcome))
                .orElseThrow(() -> ShopRejection.unknown("operation", key));
    }

    private static OperationView view(String key, Outcome<RecordedResponse> outcome) {
        if (outcome instanceof Outcome.Replayed<RecordedResponse> done) {
            return new OperationView(key, "completed", done.value().status(), done.firstAt());
        }
        if (outcome instanceof Outcome.Rejected<RecordedResponse> no) {
            int status = RecordedResponse.of(no.rejection().detail()).status();
            return new OperationView(key, "rejected", status, null);
        }
        Instant firstAt = outcome instanceof Outcome.Expired<RecordedResponse> expired ? expired.firstAt() : null;
        return new OperationView(key, outcome.kind().name().toLowerCase(Locale.ROOT), null, firstAt);
    }
}
