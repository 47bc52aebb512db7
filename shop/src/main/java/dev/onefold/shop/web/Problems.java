package dev.onefold.shop.web;

import dev.onefold.shop.shared.ShopRejection;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Makes the shop's problem documents: every one has a stable type that ends in a slug. */
final class Problems {

    private static final String TYPE_BASE = "https://onefold.dev/problems/";

    private Problems() {}

    static ProblemDetail of(HttpStatusCode status, String slug, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(type(slug));
        problem.setTitle(title(slug));
        return problem;
    }

    static ProblemDetail of(ShopRejection rejection) {
        ProblemDetail problem = of(rejection.status(), rejection.slug(), rejection.detail());
        rejection.properties().forEach(problem::setProperty);
        return problem;
    }

    /** A problem that is about the HTTP exchange and not the shop: 400 is {@code invalid-request}, others go by their name. */
    static ProblemDetail of(HttpStatusCode status, String detail) {
        return of(status, slugOf(status), detail);
    }

    static void complete(ProblemDetail problem) {
        if (problem.getType() == null || problem.getType().toString().equals("about:blank")) {
            String slug = slugOf(HttpStatusCode.valueOf(problem.getStatus()));
            problem.setType(type(slug));
            problem.setTitle(title(slug));
        }
    }

    private static String slugOf(HttpStatusCode status) {
        if (status.value() == HttpStatus.BAD_REQUEST.value()) {
            return "invalid-request";
        }
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null
                ? "http-" + status.value()
                : known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static URI type(String slug) {
        return URI.create(TYPE_BASE + slug);
    }

    private static String title(String slug) {
        String words = slug.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
