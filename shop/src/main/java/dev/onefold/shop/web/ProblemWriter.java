package dev.onefold.shop.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem document where no handler is involved yet: in filters. */
@Component
public class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /**
     * Answers with a problem.
     *
     * @param response the response, not yet committed
     * @param status its status
     * @param slug the stable last part of the problem's type
     * @param detail what is wrong
     * @throws IOException if the client is gone
     */
    public void write(HttpServletResponse response, HttpStatus status, String slug, String detail) throws IOException {
        byte[] body = json.writeValueAsBytes(Problems.of(status, slug, detail));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
