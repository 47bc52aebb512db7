package dev.onefold.check.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.check.wire.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {

    private static final Intent INTENT = new Intent(7, "chk-a-7", "key-7", new UUID(0, 7), Map.of("id", "cart-1"));

    @Test
    void placeholders_are_filled_with_what_is_of_the_intent() {
        assertThat(new Template("{{ref}} {{ key }} {{number}} {{uuid}} {{before.id}} {\"a\":{\"b\":{}}}").fill(INTENT))
                .isEqualTo("chk-a-7 key-7 7 " + new UUID(0, 7) + " cart-1 {\"a\":{\"b\":{}}}");
    }

    @Test
    void a_placeholder_that_stands_for_nothing_is_refused() {
        assertThatThrownBy(() -> new Template("{{reference}}")).isInstanceOf(UnusableException.class);
        assertThatThrownBy(() -> new Template("{{before.name}}").fill(INTENT)).isInstanceOf(UnusableException.class);
    }

    @Test
    void no_two_runs_have_a_key_or_a_reference_in_common() {
        Intent one = Intents.ofRun().next();
        Intent other = Intents.ofRun().next();
        assertThat(one.reference()).isNotEqualTo(other.reference()).hasSizeLessThanOrEqualTo(24);
        assertThat(one.key()).isNotEqualTo(other.key());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"ref":"{{ref}}","lines":[{"n":2,"p":1.50}]} | {"ref":"{{ref}}","lines":[{"n":3,"p":1.50}]}
            {"big":9007199254740993}                     | {"big":9007199254740994}
            {"express":true,"ref":"{{ref}}"}             | {"express":false,"ref":"{{ref}}"}
            {"ref":"{{ref}}","note":"hello"}             | {"ref":"{{ref}}","note":"hellox"}
            """)
    void another_body_differs_in_one_value(String body, String other) {
        assertThat(Json.changed(body)).contains(other);
    }

    @Test
    void a_body_without_anything_to_change_has_no_other() {
        assertThat(Json.changed("{\"ref\":\"{{ref}}\"}")).isEmpty();
        assertThat(Json.changed("not json")).isEmpty();
        assertThat(Json.changed("")).isEmpty();
    }

    @Test
    void reordered_json_says_the_same_and_keeps_its_numbers() {
        assertThat(Json.reordered("{\"a\":1.50,\"b\":{\"c\":1e2,\"d\":[1,2]}}")
                        .orElseThrow()
                        .replaceAll("\\s", ""))
                .isIn("{\"b\":{\"d\":[1,2],\"c\":1E+2},\"a\":1.50}", "{\"b\":{\"d\":[1,2],\"c\":1e2},\"a\":1.50}");
    }

    @Test
    void another_machine_is_refused_unless_it_is_named() {
        Origin elsewhere = new Origin(false, "192.0.2.1", 80);
        assertThatThrownBy(() -> Hosts.require(elsewhere, Set.of("192.0.2.2")))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("--allow-host 192.0.2.1");
        Hosts.require(elsewhere, Set.of("192.0.2.1"));
        Hosts.require(new Origin(false, "127.0.0.1", 80), Set.of());
        Hosts.require(new Origin(false, "::1", 80), Set.of());
    }

    @Test
    void nothing_is_sent_beyond_the_allowance() {
        Allowance allowance = new Allowance(3, 1_000_000);
        allowance.take(2);
        allowance.take(1);
        assertThatThrownBy(() -> allowance.take(1)).isInstanceOf(Allowance.SpentException.class);
        assertThat(allowance.taken()).isEqualTo(3);
    }

    @Test
    void the_headers_of_another_caller_replace_those_of_the_first() {
        Target target = Target.of(Call.of("post", "http://localhost/a/{{ref}}")
                        .withHeader("Authorization: one")
                        .withHeader("Idempotency-Key: recorded"))
                .otherHeader("authorization: two")
                .build();
        assertThat(target.byAnother(target.keyed(INTENT), INTENT).headers())
                .extracting(Object::toString)
                .containsExactlyElementsOf(List.of("Idempotency-Key: key-7", "authorization: two"));
        assertThat(target.keyed(INTENT).target()).isEqualTo("/a/chk-a-7");
        assertThat(target.toString()).isEqualTo("POST http://localhost/a/{{ref}}");
    }
}
