package dev.onefold.http;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A part of a {@code multipart/form-data} body, as the server has read it. */
public interface BodyPart {

    String name();

    /** The name of the file, or null of a part that is none. */
    @Nullable
    String fileName();

    /** The part's own {@code Content-Type}, if it has one. */
    @Nullable
    String mediaType();

    /** The content from its beginning, each time it is asked for. */
    InputStream open() throws IOException;
}
