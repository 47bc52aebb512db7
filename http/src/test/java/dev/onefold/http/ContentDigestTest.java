package dev.onefold.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {

    private static final byte[] CONTENT = "{\"hello\": \"world\"}\n".getBytes(StandardCharsets.UTF_8);

    /** Of that content, as in RFC 9530, appendix B. */
    private static final String SHA_256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

    @Test
    void B4_a_digest_that_is_right_agrees() {
        assertThat(ContentDigest.agrees(List.of(SHA_256), CONTENT)).isTrue();
        assertThat(ContentDigest.agrees(List.of("unknown=:AAAA:, " + SHA_256), CONTENT))
                .isTrue();
        assertThat(ContentDigest.agrees(List.of("md5=:AAAA:", SHA_256), CONTENT))
                .isTrue();
    }

    @Test
    void B4_without_a_known_digest_there_is_nothing_to_disagree_with() {
        assertThat(ContentDigest.agrees(List.of(), CONTENT)).isTrue();
        assertThat(ContentDigest.agrees(List.of("md5=:AAAA:"), CONTENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha-256=:AAAA:",
                "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:, sha-512=:AAAA:",
                "sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=",
                "sha-256=:=A:",
                "sha-256",
                ",",
            })
    void B4_a_digest_that_is_wrong_or_malformed_disagrees(String line) {
        assertThat(ContentDigest.agrees(List.of(line), CONTENT)).isFalse();
    }
}
