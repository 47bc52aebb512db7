package dev.onefold.http;

import static dev.onefold.http.Requests.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectionTest {

    private static final FieldSelection WITHOUT =
            FieldSelection.without(List.of("sent", "customer.seen", "items.note"));
    private static final FieldSelection ONLY = FieldSelection.only(List.of("amount", "customer.id", "items.sku"));

    private static RequestFingerprint of(FieldSelection fields, String body) {
        return RequestFingerprint.of(
                post("/orders", null, "application/json"),
                body.getBytes(UTF_8),
                FingerprintRule.standard().fields(fields));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1,'sent':1} | {'sent':2,'a':1}",
                "{'a':1,'sent':{'x':[1]}} | {'a':1}",
                "{'customer':{'id':1,'seen':1}} | {'customer':{'seen':2,'id':1}}",
                "{'customer':{'seen':1}} | {'customer':{}}",
                "{'items':[{'sku':1,'note':1},{'sku':2}]} | {'items':[{'sku':1},{'note':3,'sku':2}]}",
                "[{'a':1,'sent':1}] | [{'a':1}]"
            })
    void F11_an_excluded_field_does_not_count(String one, String other) {
        assertThat(of(WITHOUT, json(one))).isEqualTo(of(WITHOUT, json(other)));
        assertThat(of(FieldSelection.all(), json(one))).isNotEqualTo(of(FieldSelection.all(), json(other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1,'sent':1} | {'a':2,'sent':1}",
                "{'customer':{'id':1,'seen':1}} | {'customer':{'id':2,'seen':1}}",
                "{'seen':1} | {'seen':2}",
                "{'customer':{'sent':1}} | {'customer':{'sent':2}}",
                "{'customer':1} | {'customer':2}",
                "{'items':[{'sku':1},{'sku':2}]} | {'items':[{'sku':2},{'sku':1}]}"
            })
    void F11_all_others_count(String one, String other) {
        assertThat(of(WITHOUT, json(one))).isNotEqualTo(of(WITHOUT, json(other)));
    }

    @Test
    void F11_of_a_choice_of_fields_only_those_count() {
        String first = json("{'amount':10,'customer':{'id':1,'name':'Ann'},'items':[{'sku':1,'n':2}],'x':1}");
        String same = json("{'items':[{'n':3,'sku':1}],'customer':{'name':'Bob','id':1},'amount':10.0}");
        String other = json("{'amount':10,'customer':{'id':2,'name':'Ann'},'items':[{'sku':1,'n':2}],'x':1}");

        assertThat(of(ONLY, first)).isEqualTo(of(ONLY, same)).isNotEqualTo(of(ONLY, other));
        assertThat(of(ONLY, json("{'amount':10}"))).isNotEqualTo(of(ONLY, json("{'amount':11}")));
        assertThat(of(ONLY, json("{'customer':1}"))).isNotEqualTo(of(ONLY, json("{'customer':2}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'sent':{'a':1,'a':2}}", "{'sent':1,'sent':1}", "{'x':1,'x':2}"})
    void F9_what_is_ambiguous_is_refused_in_excluded_fields_too(String body) {
        assertThat(of(WITHOUT, json(body))).isInstanceOf(RequestFingerprint.InvalidBody.class);
        assertThat(of(ONLY, json(body))).isInstanceOf(RequestFingerprint.InvalidBody.class);
    }

    @Test
    void a_selection_names_fields_and_is_for_json() {
        assertThatIllegalArgumentException().isThrownBy(() -> FieldSelection.only(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldSelection.without(List.of("a..b")));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldSelection.without(List.of("")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FingerprintRule.standard().fields(ONLY).body(FingerprintRule.Body.RAW));
        assertThat(ONLY)
                .hasToString("only [amount, customer.id, items.sku]")
                .isEqualTo(FieldSelection.only(List.of("amount", "customer.id", "items.sku")));
        assertThat(ONLY).isNotEqualTo(FieldSelection.without(List.of("amount", "customer.id", "items.sku")));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
