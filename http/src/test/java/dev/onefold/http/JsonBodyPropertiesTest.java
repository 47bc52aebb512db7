package dev.onefold.http;

import static dev.onefold.http.Requests.fingerprint;
import static dev.onefold.http.Requests.json;
import static dev.onefold.http.Requests.ofJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonBodyPropertiesTest {

    @Provide
    Arbitrary<Json> values() {
        return Json.values();
    }

    @Property
    void F7_every_spelling_of_a_value_is_one_request(
            @ForAll("values") Json value, @ForAll long seed, @ForAll long otherSeed) {
        assertThat(json(value.spelled(new Random(seed)))).isEqualTo(json(value.spelled(new Random(otherSeed))));
    }

    @Property
    void F8_two_values_are_one_request_only_if_equal(
            @ForAll("values") Json one, @ForAll("values") Json other, @ForAll long seed) {
        Random random = new Random(seed);

        assertThat(json(one.spelled(random)).equals(json(other.spelled(random))))
                .isEqualTo(one.equals(other));
    }

    @Property
    void F8_a_value_changed_anywhere_is_another_request(
            @ForAll("values") Json value, @ForAll("values") Json other, @ForAll long seed) {
        Random random = new Random(seed);
        Json changed = replaced(value, other, random);
        Assume.that(!changed.equals(value));

        assertThat(json(changed.spelled(random))).isNotEqualTo(json(value.spelled(random)));
    }

    @Property
    void random_bytes_get_a_verdict_and_always_the_same(@ForAll byte[] body) {
        assertThat(ofJson(body)).isEqualTo(ofJson(body.clone()));
    }

    @Property
    void a_broken_document_gets_a_verdict(
            @ForAll("values") Json value, @ForAll long seed, @ForAll byte junk, @ForAll boolean cut) {
        Random random = new Random(seed);
        byte[] body = value.spelled(random).getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(body.length);
        byte[] broken = cut ? Arrays.copyOf(body, at) : body.clone();
        if (!cut) {
            broken[at] = junk;
        }
        RequestFingerprint result = ofJson(broken);

        assertThat(result).isNotInstanceOf(RequestFingerprint.TooLarge.class);
        if (result instanceof RequestFingerprint.Fingerprinted) {
            assertThat(fingerprint(result).version()).isEqualTo(RequestFingerprint.VERSION);
        }
    }

    /** The value with one of its parts, or all of it, replaced. */
    private static Json replaced(Json value, Json by, Random random) {
        if (value instanceof Json.Arr arr && !arr.elements().isEmpty()) {
            List<Json> elements = new ArrayList<>(arr.elements());
            int at = random.nextInt(elements.size());
            elements.set(at, replaced(elements.get(at), by, random));
            return new Json.Arr(elements);
        }
        if (value instanceof Json.Obj obj && !obj.members().isEmpty()) {
            Map<String, Json> members = new LinkedHashMap<>(obj.members());
            String name = List.copyOf(members.keySet()).get(random.nextInt(members.size()));
            members.computeIfPresent(name, (same, old) -> replaced(old, by, random));
            return new Json.Obj(members);
        }
        return by;
    }
}
