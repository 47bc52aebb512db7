package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.jdbc.JdbcAcceptedWork;
import dev.onefold.spring.boot.rules.Gates.Gate;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** 202 and a resource to read: one operation, whatever comes twice and whoever dies. */
class AcceptedRulesTest extends RuleTest {

    private final String id = newId();
    private final String key = newKey();

    /** Nobody does the work before the test says so. */
    private static Node idle() {
        return Rig.node(
                "sut.accepted=true",
                "onefold.accepted.threads=0",
                "onefold.accepted.attempts=2",
                "onefold.accepted.pause=10ms");
    }

    private static Node other() {
        return Rig.node("sut.accepted=true", "onefold.accepted.threads=0", "name=other");
    }

    private Told order(Node node, String name) {
        return node.post("/reports")
                .key(key)
                .body("{\"id\":\"" + id + "\",\"name\":\"" + name + "\"}")
                .send();
    }

    private static int work(Node node) {
        return node.bean(JdbcAcceptedWork.class).doDue(1_000);
    }

    private static Told read(Node node, Told accepted) {
        return node.request("GET", accepted.header("Location")).send();
    }

    private static String state(Node node, Told accepted) {
        Told told = read(node, accepted).first(200);
        assertThat(told.header("Cache-Control")).isEqualTo("no-store");
        return told.json().path("state").asString();
    }

    private static int accepted() {
        return Rig.outside()
                .sql("SELECT count(*) FROM onefold_accepted")
                .query(Integer.class)
                .single();
    }

    @Test
    void A1_every_repeat_is_told_the_same_operation_before_and_after_its_end() {
        Told first = order(idle(), "x").first(202);
        assertThat(first.header("Location")).startsWith("/operations/").hasSize("/operations/".length() + 22);
        assertThat(first.header("Retry-After")).isEqualTo("1");
        order(other(), "x").replayOf(first);
        work(idle());
        order(idle(), "x").replayOf(first);
        assertThat(state(idle(), first)).isEqualTo("succeeded");
        work(idle());
        assertEffects(id, 1);
    }

    @Test
    void A2_the_key_is_done_when_the_work_is_accepted_and_neither_is_without_the_other() {
        int before = accepted();
        Faults.at(Faults.Point.BEFORE_COMMIT);
        assertThat(order(idle(), "x").status()).isGreaterThanOrEqualTo(500);
        Faults.none();
        assertThat(accepted()).isEqualTo(before);
        Told first = settled(() -> order(idle(), "x")).first(202);
        assertThat(accepted()).isEqualTo(before + 1);
        order(idle(), "x").replayOf(first);
        assertThat(accepted()).isEqualTo(before + 1);
        work(idle());
        assertEffects(id, 1);
    }

    @Test
    void A3_reading_needs_no_key_says_when_to_come_again_and_lasts_as_long_as_the_answer() {
        Told first = order(idle(), "x").first(202);
        Told running = read(idle(), first).first(200);
        assertThat(running.json().path("state").asString()).isEqualTo("running");
        assertThat(Integer.parseInt(running.header("Retry-After"))).isPositive();
        work(other());
        JsonNode done = read(idle(), first).json();
        assertThat(done.path("result").path("id").asString()).isEqualTo(id);
        assertThat(done.has("error")).isFalse();
        try {
            Rig.clockAhead(java.time.Duration.ofHours(23));
            assertThat(state(idle(), first)).isEqualTo("succeeded");
            Rig.clockAhead(java.time.Duration.ofHours(25));
            assertThat(state(idle(), first)).isEqualTo("expired");
        } finally {
            Rig.clockBack();
        }
    }

    @Test
    void A3_nobody_else_can_read_it() {
        Told first = order(idle(), "x").first(202);
        assertThat(idle().request("GET", first.header("Location"))
                        .as("acme.bob.1")
                        .send()
                        .status())
                .isEqualTo(404);
        work(idle());
        assertThat(idle().request("GET", first.header("Location"))
                        .as("acme.bob.1")
                        .send()
                        .status())
                .isEqualTo(404);
        assertThat(idle().request("GET", "/operations/AAAAAAAAAAAAAAAAAAAAAA")
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void A4_an_operation_that_failed_stays_so_for_its_key() {
        Told first = order(idle(), "broken").first(202);
        eventually().until(() -> {
            work(idle());
            return state(idle(), first).equals("failed");
        });
        order(idle(), "broken").replayOf(first);
        work(idle());
        assertThat(read(idle(), first).json().path("error").path("code").asString())
                .isEqualTo(JdbcAcceptedWork.FAILED);
        assertThat(Gates.starts("work of " + id)).isEqualTo(2);
        assertEffects(id, 0);
    }

    @Test
    void A4_a_no_of_the_business_is_an_end_too() {
        Told first = order(idle(), "no").first(202);
        work(idle());
        JsonNode failed = read(idle(), first).json();
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("error").path("code").asString()).isEqualTo("no-such-report");
        assertEffects(id, 0);
    }

    @Test
    void A5_in_flight_is_the_accepting_alone() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = CompletableFuture.supplyAsync(() -> order(idle(), "x"));
        gate.awaitReached();
        order(other(), "x").problem(409, "in-progress");
        gate.open();
        Told accepted = first.join().first(202);

        Gate working = Gates.close("work of " + id);
        CompletableFuture<Integer> work = CompletableFuture.supplyAsync(() -> work(idle()));
        working.awaitReached();
        order(other(), "x").replayOf(accepted);
        assertThat(state(other(), accepted)).isEqualTo("running");
        working.open();
        assertThat(work.join()).isPositive();
        assertThat(state(other(), accepted)).isEqualTo("succeeded");
        assertEffects(id, 1);
    }

    @Test
    void A6_doubt_is_resolved_by_reading_or_by_the_same_request() {
        Faults.at(Faults.Point.AFTER_COMMIT);
        Told lost = order(idle(), "x");
        Faults.none();
        lost.problem(503, "outcome-unknown").saying(true, false);
        Told first = settled(() -> order(idle(), "x"));
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.isReplay()).isTrue();
        assertThat(state(idle(), first)).isEqualTo("running");
        work(idle());
        assertEffects(id, 1);
    }

    /** What a process accepted and did not do before it ended, its next start does by itself. */
    @Test
    void A7_what_takes_long_does_not_take_the_caller_and_survives_a_restart() {
        Node stopped = Node.start(Rig.url(), "sut.accepted=true", "onefold.accepted.threads=0");
        Told first = order(stopped, "x").first(202);
        stopped.context().close();
        Node restarted = Node.start(
                Rig.url(), "sut.accepted=true", "onefold.accepted.threads=1", "onefold.accepted.look-every=10ms");
        try {
            eventually().until(() -> state(restarted, first).equals("succeeded"));
            order(restarted, "x").replayOf(first);
            assertEffects(id, 1);
        } finally {
            restarted.context().close();
        }
    }
}
