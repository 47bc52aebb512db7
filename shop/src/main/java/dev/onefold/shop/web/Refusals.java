package dev.onefold.shop.web;

import dev.onefold.shop.shared.ShopRejection;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Business "no"s as responses, for those who do not throw them. */
public final class Refusals {

    private Refusals() {}

    /**
     * The response that a thrown rejection becomes.
     *
     * @param rejection the no
     * @return its problem document
     */
    public static ResponseEntity<ProblemDetail> of(ShopRejection rejection) {
        return ResponseEntity.status(rejection.status()).body(Problems.of(rejection));
    }
}
