package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each part of a contract is seen from outside: set otherwise, it fails the one check that is there for it. */
class ContractTeethTest extends RuleTest {

    /** What a caller can tell of a contract. */
    private enum Check {
        ANOTHER_BODY_IS_A_MISMATCH {
            @Override
            boolean passes(Node node) {
                String key = newKey();
                node.post("/things").key(key).about(newId()).send();
                String other = newId();
                return node.post("/things").key(key).about(other).send().status() == 422 && effects(other) == 0;
            }
        },
        ANOTHER_PATH_HAS_KEYS_OF_ITS_OWN {
            @Override
            boolean passes(Node node) {
                String key = newKey();
                String id = newId();
                node.post("/acp/1").key(key).about(id).send();
                return node.post("/acp/2").key(key).about(id).send().status() == 201 && effects(id) == 2;
            }
        },
        AN_OLDER_HEADER_IS_READ {
            @Override
            boolean passes(Node node) {
                Req old = node.post("/aliased").header("X-Idempotency-Key", newKey());
                return old.about(newId()).send().status() == 201;
            }
        },
        A_FIELD_THAT_IS_LEFT_OUT_DOES_NOT_COUNT {
            @Override
            boolean passes(Node node) {
                String key = newKey();
                String body = "{\"id\":\"" + newId() + "\",\"client\":{\"sent\":%s}}";
                node.post("/without").key(key).body(body.formatted(1)).send();
                return node.post("/without")
                                .key(key)
                                .body(body.formatted(2))
                                .send()
                                .status()
                        == 201;
            }
        },
        REPLAYS_ARE_MARKED {
            @Override
            boolean passes(Node node) {
                return repeated(node, "/answers").isReplay();
            }
        },
        THE_KEY_IS_REPEATED {
            @Override
            boolean passes(Node node) {
                return node.post("/answers").key(newKey()).about(newId()).send().has("Idempotency-Key");
            }
        },
        A_REPLAY_IS_THE_FIRST_ANSWER {
            @Override
            boolean passes(Node node) {
                return repeated(node, "/things").status() == 201;
            }
        },
        A_DECLINE_IS_REMEMBERED {
            @Override
            boolean passes(Node node) {
                return repeated(node, "/answers?status=402").text().equals("start 1");
            }
        },
        A_FAILURE_IS_NOT_FROZEN {
            @Override
            boolean passes(Node node) {
                return repeated(node, "/answers?status=500").text().equals("start 2");
            }
        },
        STRIPE_SPEAKS_STRIPE {
            @Override
            boolean passes(Node node) {
                String key = newKey();
                node.post("/stripe/1").key(key).about(newId()).send();
                Told told = node.post("/stripe/1").key(key).about(newId()).send();
                return told.text().contains("\"type\":\"idempotency_error\"");
            }
        };

        abstract boolean passes(Node node);

        private static Told repeated(Node node, String path) {
            String key = newKey();
            String id = newId();
            node.post(path).key(key).about(id).send();
            return node.post(path).key(key).about(id).send();
        }

        static Set<Check> failedBy(Node node) {
            Set<Check> failed = EnumSet.noneOf(Check.class);
            for (Check check : values()) {
                if (!check.passes(node)) {
                    failed.add(check);
                }
            }
            return failed;
        }
    }

    @Test
    void parts_that_are_set_otherwise_are_seen_and_nothing_else() {
        Node one = Rig.node(
                "onefold.operations.[POST /things].http.compare=none",
                "onefold.operations.[POST /aliased].http.key-aliases=X-Other",
                "onefold.http.marker=X-Other",
                "onefold.http.forget=402",
                "onefold.operations.stripe.http.errors=problem");
        assertThat(Check.failedBy(one))
                .containsExactlyInAnyOrder(
                        Check.ANOTHER_BODY_IS_A_MISMATCH,
                        Check.AN_OLDER_HEADER_IS_READ,
                        Check.REPLAYS_ARE_MARKED,
                        Check.A_DECLINE_IS_REMEMBERED,
                        Check.STRIPE_SPEAKS_STRIPE);
    }

    @Test
    void the_other_parts_that_are_set_otherwise_are_seen_and_nothing_else() {
        Node other = Rig.node(
                "onefold.operations.acp.http.key-scope=caller",
                "onefold.operations.[POST /without].http.compare-without=client.app",
                "onefold.http.echo-key=false",
                "onefold.operations.[POST /things].http.replay=reference",
                "onefold.http.remember=500");
        assertThat(Check.failedBy(other))
                .containsExactlyInAnyOrder(
                        Check.ANOTHER_PATH_HAS_KEYS_OF_ITS_OWN,
                        Check.A_FIELD_THAT_IS_LEFT_OUT_DOES_NOT_COUNT,
                        Check.THE_KEY_IS_REPEATED,
                        Check.A_REPLAY_IS_THE_FIRST_ANSWER,
                        Check.A_FAILURE_IS_NOT_FROZEN);
    }

    @Test
    void what_is_right_fails_none() {
        assertThat(Check.failedBy(a)).isEmpty();
    }
}
