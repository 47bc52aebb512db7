package dev.onefold.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Content;
import dev.onefold.http.RecordedResponse.Field;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedResponseTest {

    private static final RecordedResponse CREATED = RecordedResponse.of(
            201,
            List.of(new Field("Content-Type", "application/json"), new Field("Location", "/orders/1")),
            "{\"id\":1}".getBytes(UTF_8));

    @Test
    void R1_R2_the_stored_form_is_an_HTTP_message() {
        Content stored = CREATED.toContent();

        assertThat(stored.mediaType()).isEqualTo("message/http");
        assertThat(stored.text())
                .isEqualTo("HTTP/1.1 201 \r\nContent-Type: application/json\r\nLocation: /orders/1\r\n"
                        + "Content-Length: 8\r\n\r\n{\"id\":1}");
        assertThat(RecordedResponse.of(stored)).isEqualTo(CREATED);
    }

    @Test
    void R2_bodies_come_back_byte_for_byte() {
        byte[] everyByte = new byte[512];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        for (byte[] body :
                new byte[][] {{}, everyByte, "\r\n\r\n".getBytes(UTF_8), "a\r\nB: c\r\n\r\n".getBytes(UTF_8)}) {
            RecordedResponse response = RecordedResponse.of(200, List.of(), body);
            assertThat(RecordedResponse.of(response.toContent()).body()).isEqualTo(body);
        }
    }

    @Test
    void R14_an_empty_answer_has_no_length() {
        RecordedResponse response = RecordedResponse.of(204, List.of(), new byte[0]);

        assertThat(response.toContent().text()).isEqualTo("HTTP/1.1 204 \r\n\r\n");
        assertThat(RecordedResponse.of(response.toContent())).isEqualTo(response);
    }

    @Test
    void repeated_and_empty_fields_keep_their_order() {
        RecordedResponse response = RecordedResponse.of(
                200, List.of(new Field("Link", "<a>"), new Field("ETag", ""), new Field("link", "<b>")), new byte[1]);

        assertThat(RecordedResponse.of(response.toContent())).isEqualTo(response);
        assertThat(response.header("LINK")).contains("<a>");
        assertThat(response.header("Age")).isEmpty();
    }

    @Property
    void R2_whatever_is_stored_comes_back(
            @ForAll @IntRange(min = 200, max = 599) int status,
            @ForAll("fields") List<Field> fields,
            @ForAll byte[] body) {
        RecordedResponse response = RecordedResponse.of(status, fields, body);

        assertThat(RecordedResponse.of(response.toContent()))
                .isEqualTo(response)
                .hasSameHashCodeAs(response);
    }

    @Property
    void a_foreign_row_is_refused_or_read_as_what_would_be_written(@ForAll("messages") String row) {
        Content stored = Content.of(RecordedResponse.MEDIA_TYPE, row.getBytes(ISO_8859_1));
        try {
            assertThat(RecordedResponse.of(stored).toContent()).isEqualTo(stored);
        } catch (UnreadableResponseException e) {
            assertThat(e).hasMessageStartingWith("The stored response cannot be read: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "HTTP/1.1 200 \r\n",
                "HTTP/1.1 200 \n\n",
                "HTTP/1.1 200\r\n\r\n",
                "HTTP/1.1 199 \r\n\r\n",
                "HTTP/1.1 600 \r\n\r\n",
                "HTTP/2 200 \r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 \r\n\r\nbody",
                "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nbody",
                "HTTP/1.1 200 \r\nContent-Length: 04\r\n\r\nbody",
                "HTTP/1.1 200 \r\nContent-Length: 4\r\nETag: x\r\n\r\nbody",
                "HTTP/1.1 200 \r\nContent-Length: 99999999999\r\n\r\nbody",
                "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 \r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nbody",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 \r\nETag\r\n\r\n",
                "HTTP/1.1 200 \r\nETag:x\r\n\r\n",
                "HTTP/1.1 200 \r\nE Tag: x\r\n\r\n",
                "HTTP/1.1 200 \r\nETag:  x\r\n\r\n",
                "HTTP/1.1 200 \r\n folded: x\r\n\r\n",
                "HTTP/1.1 200 \r\nETag: x\ny\r\n\r\n"
            })
    void bad_rows_are_told_apart(String row) {
        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> RecordedResponse.of(Content.of(RecordedResponse.MEDIA_TYPE, row.getBytes(UTF_8))))
                .withMessageStartingWith("The stored response cannot be read: ");
    }

    @Test
    void another_media_type_is_no_response() {
        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> RecordedResponse.of(Content.text("HTTP/1.1 200 \r\n\r\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\nb", "a\rb", "a\u0000b", "a\u007Fb", "a\u010Ab", "\uD83D\uDE00"})
    void K12_values_that_could_split_lines_are_refused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Field("Location", value))
                .satisfies(e -> assertThat(e).hasMessageContaining("Location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nb", "\u00e9", "a\t"})
    void K12_names_that_are_no_tokens_are_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Field(name, "x"));
    }

    @Test
    void framing_and_interim_statuses_are_refused() {
        for (String name : List.of("content-length", "Transfer-Encoding")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RecordedResponse.of(200, List.of(new Field(name, "1")), new byte[0]));
        }
        for (int status : new int[] {0, 100, 199, 600}) {
            assertThatIllegalArgumentException().isThrownBy(() -> RecordedResponse.of(status, List.of(), new byte[0]));
        }
    }

    @Test
    void S11_answers_do_not_reach_logs() {
        assertThat(CREATED).hasToString("201, 2 fields, 8 bytes");
    }

    @Provide
    Arbitrary<List<Field>> fields() {
        Arbitrary<String> names = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("!#$%&'*+-.^_`|~")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(name -> !name.equalsIgnoreCase("content-length"));
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u0080', '\u00FF')
                .withChars('\t', ':', '"')
                .ofMaxLength(40);
        return Combinators.combine(names, values).as(Field::new).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of("HTTP/1.1 200 ", "\r\n", "\r\n\r\n", "ETag: x", "Content-Length: 1", "a", ": ", " ", "\n")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
