package dev.onefold.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** A body read as JSON: one text for everything that means the same. */
sealed interface CanonicalJson {

    /** The body's one spelling. Not JSON itself, but no two meanings share it. */
    record Canonical(CharSequence text) implements CanonicalJson {}

    /** Parsers are known to disagree about this body. */
    record Ambiguous(String reason) implements CanonicalJson {}

    /** No parser reads this. */
    record NotJson() implements CanonicalJson {}

    /**
     * The lengths of names, strings and numbers are bounded by the body's. Names are not pooled: callers choose them,
     * and a pool would outlive the request.
     */
    JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(CanonicalJsonWriter.MAX_DEPTH + 1)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    static CanonicalJson read(byte[] body, FieldSelection fields) {
        if (startsWithByteOrderMark(body)) {
            return new Ambiguous("The JSON body starts with a byte order mark.");
        }
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            return new Ambiguous("The JSON body is not UTF-8.");
        }
        // characters, not bytes: given bytes the parser would guess UTF-16 and UTF-32 as well
        try (JsonParser parser =
                FACTORY.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.length())) {
            return read(parser, fields, text.length());
        }
    }

    private static CanonicalJson read(JsonParser parser, FieldSelection fields, int chars) {
        CanonicalJson value;
        try {
            value = new CanonicalJsonWriter(parser, fields, chars).read();
        } catch (JacksonException e) {
            return new NotJson();
        }
        return value instanceof Canonical && !isAtEnd(parser)
                ? new Ambiguous("Something follows the value of the JSON body.")
                : value;
    }

    private static boolean isAtEnd(JsonParser parser) {
        try {
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean startsWithByteOrderMark(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    }
}
