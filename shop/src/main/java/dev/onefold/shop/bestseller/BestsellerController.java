package dev.onefold.shop.bestseller;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ForImport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Catalogue")
@RestController
@RequestMapping("/api/bestsellers")
class BestsellerController {

    private final Bestsellers bestsellers;

    BestsellerController(Bestsellers bestsellers) {
        this.bestsellers = bestsellers;
    }

    @Operation(summary = "What is bought most, as it was computed last")
    @GetMapping
    Ranking get() {
        return bestsellers.get();
    }

    @Operation(summary = "Compute it anew, on one node at a time")
    @PostMapping("/rebuild")
    @ForImport
    Outcome<Ranking> rebuild() {
        return bestsellers.rebuild();
    }
}
