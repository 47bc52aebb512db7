package dev.onefold.spring;

import dev.onefold.http.BodyPart;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part as the container keeps it, in memory or in a file. */
record ServletPart(Part part) implements BodyPart {

    static List<ServletPart> all(HttpServletRequest request) throws IOException {
        try {
            return request.getParts().stream().map(ServletPart::new).toList();
        } catch (ServletException e) {
            throw new IOException("The parts of the body cannot be read", e);
        }
    }

    @Override
    public String name() {
        return part.getName();
    }

    @Override
    public @Nullable String fileName() {
        return part.getSubmittedFileName();
    }

    @Override
    public @Nullable String mediaType() {
        return part.getContentType();
    }

    @Override
    public InputStream open() throws IOException {
        return part.getInputStream();
    }
}
