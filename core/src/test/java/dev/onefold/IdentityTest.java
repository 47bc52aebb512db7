package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who a key belongs to and what it was used for: nothing else may come out equal. */
class IdentityTest {

    private static RecordId id(String tenant, String principal, String key) {
        return RecordId.of(new Scope(tenant, principal), key);
    }

    @Test
    void noWayOfCuttingTheSameTextMeetsAnother() {
        Set<RecordId> ids = new HashSet<>();
        List<List<String>> parts = List.of(
                List.of("a:b", "c", "d"),
                List.of("a", "b:c", "d"),
                List.of("a", "b", "c:d"),
                List.of("", "a:b:c", "d"),
                List.of("abc", "d", "e"),
                List.of("ab", "cd", "e"),
                List.of("a", "bcd", "e"),
                List.of("", "abcd", "e"),
                List.of("a\0b", "c", "d"),
                List.of("a", "b\0c", "d"));
        parts.forEach(part -> ids.add(id(part.get(0), part.get(1), part.get(2))));
        assertThat(ids).hasSameSizeAs(parts);
    }

    @Test
    void keysDifferByCaseByFormAndByEverySpace() {
        assertThat(Set.of(id("", "me", "key"), id("", "me", "Key"), id("", "me", "key "), id("", "me", "kéy")))
                .hasSize(4);
        assertThat(id("", "me", "k\u00e9y")).isNotEqualTo(id("", "me", "ke\u0301y"));
        assertThat(id("t", "me", "key")).isEqualTo(id("t", "me", "key")).hasSameHashCodeAs(id("t", "me", "key"));
    }

    @Test
    void anIdentityTellsNothingOfItsKey() {
        RecordId id = id("shop", "alice", "secret-key");
        assertThat(id.toString()).hasSize(8).doesNotContain("secret");
        assertThat(new String(id.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(id.bytes()).hasSize(32);
    }

    @Test
    void keysAndScopesHaveBounds() {
        assertThat(id("", "p", "k".repeat(255))).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> id("", "p", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> id("", "p", "k".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Scope("", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> new Scope("", "p".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Scope("t".repeat(256), "p"));
    }

    @Test
    void aFingerprintSurvivesItsBytes() {
        for (int version : new int[] {0, 1, 127}) {
            Fingerprint made = Fingerprint.of(version, digest());
            assertThat(Fingerprint.fromBytes(made.toBytes())).isEqualTo(made).hasSameHashCodeAs(made);
            assertThat(made.version()).isEqualTo(version);
        }
    }

    @Test
    void fingerprintsDifferByContentByPartsAndByVersion() {
        assertThat(Fingerprint.ofText("ab", "c")).isNotEqualTo(Fingerprint.ofText("a", "bc"));
        assertThat(Fingerprint.ofText("a")).isNotEqualTo(Fingerprint.ofText("a", ""));
        assertThat(Fingerprint.ofBytes(new byte[] {1})).isNotEqualTo(Fingerprint.ofBytes(new byte[] {1, 0}));
        byte[] digest = digest();
        assertThat(Fingerprint.of(1, digest)).isNotEqualTo(Fingerprint.of(2, digest));
    }

    @Test
    void aFingerprintIsNotChangedFromOutside() {
        byte[] digest = new byte[32];
        Fingerprint made = Fingerprint.of(1, digest);
        digest[0] = 1;
        made.toBytes()[1] = 1;
        assertThat(made).isEqualTo(Fingerprint.of(1, new byte[32]));
    }

    @Test
    void malformedFingerprintsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(128, new byte[32]));
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(-1, new byte[32]));
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(1, new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.fromBytes(new byte[32]));
    }

    private static byte[] digest() {
        byte[] stored = Fingerprint.ofText("x").toBytes();
        return Arrays.copyOfRange(stored, 1, stored.length);
    }
}
