package dev.onefold.shop.address;

import dev.onefold.Outcome;
import dev.onefold.http.EntityTag;
import dev.onefold.http.Preconditions;
import dev.onefold.row.Deleted;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.PlainText;
import dev.onefold.shop.shared.ShopRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

@Tag(name = "Addresses")
@RestController
@RequestMapping("/api/customers/{customer}/addresses")
class AddressController {

    private static final String PATH = "/api/customers/{customer}/addresses/{label}";
    private static final int MOST_REQUEST = 255;

    record AddressRequest(
            @NotNull @PlainText String label,
            @NotNull @PlainText String text) {}

    record TextRequest(@NotNull @PlainText String text) {}

    private final Addresses addresses;
    private final IdSource ids;

    AddressController(Addresses addresses, IdSource ids) {
        this.addresses = addresses;
        this.ids = ids;
    }

    @Operation(summary = "Add an address under a new label; the repeat gets the address that is there")
    @PostMapping
    Outcome<ResponseEntity<Address>> add(@PathVariable String customer, @Valid @RequestBody AddressRequest body) {
        return addresses
                .add(customer, body.label(), body.text())
                .map(address -> ResponseEntity.created(pathOf(address))
                        .eTag(tag(address))
                        .body(address));
    }

    @Operation(summary = "One address, with the tag that a change or a deletion needs")
    @GetMapping("/{label}")
    ResponseEntity<Address> get(@PathVariable String customer, @PathVariable String label) {
        Address address = addresses.get(customer, label);
        return ResponseEntity.ok().eTag(tag(address)).body(address);
    }

    @Operation(summary = "Change the address that was seen, unless another changed it meanwhile")
    @PutMapping("/{label}")
    Outcome<ResponseEntity<Address>> edit(
            @PathVariable String customer,
            @PathVariable String label,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable List<String> ifMatch,
            @Valid @RequestBody TextRequest body) {
        return addresses
                .edit(customer, label, seen(ifMatch), body.text())
                .map(address -> ResponseEntity.ok().eTag(tag(address)).body(address));
    }

    @Operation(summary = "Delete the address that was seen; the repeat says when it went")
    @DeleteMapping("/{label}")
    Outcome<ResponseEntity<Void>> delete(
            @PathVariable String customer,
            @PathVariable String label,
            @RequestParam(defaultValue = "false") boolean allowMissing,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable List<String> ifMatch,
            // only the name of who deleted: without one the deletion is as safe to repeat
            @Parameter(hidden = true) @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletResponse response) {
        Outcome<Deleted> outcome = addresses.delete(customer, label, seen(ifMatch), request(key));
        if (outcome instanceof Outcome.Rejected && !allowMissing) {
            throw ShopRejection.unknown("address", label);
        }
        if (outcome instanceof Outcome.Rejected) {
            return new Outcome.Applied<>(ResponseEntity.noContent().build());
        }
        if (outcome instanceof Outcome.Replayed<Deleted> replayed && !allowMissing) {
            response.setHeader("Idempotent-Replayed", "true");
            throw Addresses.gone(replayed.value());
        }
        return outcome.map(deleted -> ResponseEntity.noContent().build());
    }

    /** The version that the caller has seen. A tag that is none of ours matches nothing that ever was. */
    private static long seen(@Nullable List<String> ifMatch) {
        if (ifMatch == null) {
            throw new ShopRejection(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "if-match-required",
                    "Say which address you mean: send If-Match with the ETag that you were shown.",
                    Map.of());
        }
        OptionalLong version = Preconditions.of(ifMatch, List.of()).expectedVersion();
        return version.orElse(-1);
    }

    private String request(@Nullable String key) {
        return key == null || key.isEmpty() || key.length() > MOST_REQUEST
                ? ids.next().toString()
                : key;
    }

    private static String tag(Address address) {
        return EntityTag.ofVersion(address.version()).toString();
    }

    private static URI pathOf(Address address) {
        return UriComponentsBuilder.fromPath(PATH).encode().build(address.customer(), address.label());
    }
}
