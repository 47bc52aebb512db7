package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods and conditions: which take a key, and who is asked first, the record or the condition. */
class MethodRulesTest extends RuleTest {

    private final String id = newId();
    private final String key = newKey();

    private Req change(String condition) {
        return a.request("PATCH", "/versions/" + id).header("If-Match", condition);
    }

    private Told made() {
        return a.request("PUT", "/versions/" + id).send().first(201);
    }

    @Test
    void M1_a_post_honours_its_key() {
        Told first = a.post("/things").key(key).about(id).send().first(201);
        a.post("/things").key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void M2_a_patch_honours_its_key() {
        Told first =
                a.request("PATCH", "/things/" + id).key(key).about(id).send().first(200);
        a.request("PATCH", "/things/" + id).key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void M3_a_safe_request_ignores_any_key_and_stores_nothing(String method) {
        a.post("/things").key(newKey()).about(id).send().first(201);
        int before = records();
        for (String each : new String[] {key, key, "short", ""}) {
            Told told = a.request(method, "/things/" + id)
                    .header("Idempotency-Key", each)
                    .send();
            assertThat(told.status()).isEqualTo(200);
            assertThat(told.isReplay()).isFalse();
        }
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void M4_a_put_repeats_itself_without_a_key() {
        a.request("PUT", "/put/" + id).send().first(201);
        int before = records();
        a.request("PUT", "/put/" + id).send().first(200);
        a.request("PUT", "/put/" + id).key(key).send().first(200);
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void M5_a_delete_is_gone_at_its_repeat_and_with_a_key_it_is_the_first_answer() {
        made();
        Told first = a.request("DELETE", "/versions/" + id).key(key).send().first(204);
        a.request("DELETE", "/versions/" + id).key(key).send().replayOf(first);
        a.request("DELETE", "/versions/" + id).send().first(404);
    }

    @Test
    void M6_a_repeat_is_told_the_success_that_made_its_condition_stale() {
        String tag = made().header("ETag");
        Told first = change(tag).key(key).send().first(200);
        assertThat(first.header("ETag")).isNotEqualTo(tag);
        change(tag).key(key).send().replayOf(first);
        Rig.b()
                .request("PATCH", "/versions/" + id)
                .header("If-Match", tag)
                .key(key)
                .send()
                .replayOf(first);
        assertEffects(id, 2);
    }

    @Test
    void M7_of_two_changes_of_one_version_the_second_has_no_effect_and_keeps_no_key() {
        String tag = made().header("ETag");
        Told first = change(tag).key(newKey()).send().first(200);
        Told stale = change(tag).key(key).send();
        assertThat(stale.status()).isEqualTo(412);
        change(first.header("ETag")).key(key).send().first(200);
        assertEffects(id, 3);
    }

    @Test
    void M8_without_the_condition_that_is_needed_nothing_is_done_and_no_key_kept() {
        String tag = made().header("ETag");
        assertThat(a.request("PATCH", "/versions/" + id).key(key).send().status())
                .isEqualTo(428);
        assertEffects(id, 1);
        change(tag).key(key).send().first(200);
        assertEffects(id, 2);
    }

    @Test
    void M9_a_put_that_must_create_is_refused_the_second_time_unless_it_has_the_key() {
        Told first = a.request("PUT", "/versions/" + id)
                .header("If-None-Match", "*")
                .key(key)
                .send()
                .first(201);
        assertThat(a.request("PUT", "/versions/" + id)
                        .header("If-None-Match", "*")
                        .send()
                        .status())
                .isEqualTo(412);
        a.request("PUT", "/versions/" + id)
                .header("If-None-Match", "*")
                .key(key)
                .send()
                .replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void M10_who_is_stale_is_told_the_current_version() {
        String tag = made().header("ETag");
        Told changed = change(tag).key(newKey()).send().first(200);
        assertThat(change(tag).key(key).send().header("ETag")).isEqualTo(changed.header("ETag"));
    }

    @Test
    void M11_an_id_of_the_callers_choice_does_without_a_key() {
        a.request("PUT", "/put/" + id).send().first(201);
        a.request("PUT", "/put/" + id).send().first(200);
        assertThat(Rig.outside()
                        .sql("SELECT count(*) FROM thing WHERE id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void M12_a_method_that_is_overridden_is_the_one_that_counts() {
        Told first = a.post("/things/" + id)
                .header(MethodOverrideFilter.HEADER, "PATCH")
                .key(key)
                .about(id)
                .send()
                .first(200);
        a.request("PATCH", "/things/" + id).key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void M13_what_is_preferred_the_second_time_does_not_change_the_answer() {
        Told first = a.request("PATCH", "/preferred/" + id)
                .header("Prefer", "return=minimal")
                .key(key)
                .send()
                .first(204);
        assertThat(first.header("Preference-Applied")).isEqualTo("return=minimal");
        a.request("PATCH", "/preferred/" + id)
                .header("Prefer", "return=representation")
                .key(key)
                .send()
                .replayOf(first);
        assertEffects(id, 1);
    }
}
