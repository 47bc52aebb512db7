package dev.onefold;

/** The codecs that need nothing. One of each, so that operations declared alike are equal. */
final class Codecs {

    static final Codec<String> TEXT = new Codec<>() {
        @Override
        public Content encode(String value) {
            return Content.text(value);
        }

        @Override
        public String decode(Content content) {
            return content.text();
        }
    };

    static final Codec<Content> CONTENT = new Codec<>() {
        @Override
        public Content encode(Content value) {
            return value;
        }

        @Override
        public Content decode(Content content) {
            return content;
        }
    };

    private Codecs() {}
}
