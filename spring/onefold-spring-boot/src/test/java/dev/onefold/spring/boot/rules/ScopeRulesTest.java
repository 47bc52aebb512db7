package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.onefold.spring.boot.rules.Gates.Gate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** S: whose key it is, and who may have the answer. */
class ScopeRulesTest extends RuleTest {

    private final String id = newId();
    private final String key = newKey();

    private Told send(Node node, String token) {
        return node.post("/things").as(token).key(key).about(id).send();
    }

    @Test
    void S1_tenants_never_meet() {
        Told acmes = send(a, "acme.ann.1").first(201);

        Told others = send(a, "other.ann.1").first(201);

        assertThat(others.text()).isNotEqualTo(acmes.text());
        assertEffects(id, 2);
        send(Rig.b(), "acme.ann.1").replayOf(acmes);
        send(Rig.b(), "other.ann.1").replayOf(others);
        assertThat(a.post("/things")
                        .as("third.ann.1")
                        .key(key)
                        .about(newId())
                        .send()
                        .status())
                .as("a key of somebody else is not known to be taken")
                .isEqualTo(201);
    }

    @Test
    void S1_tenant_and_user_are_not_run_together() {
        send(a, "acme.ann.1").first(201);
        send(a, "acmea.nn.1").first(201);
        send(a, "acm.eann.1").first(201);

        assertEffects(id, 3);
    }

    @Test
    void S2_principals_of_one_tenant_never_meet() {
        Told anns = send(a, "acme.ann.1").first(201);
        Told bobs = send(a, "acme.bob.1").first(201);

        assertThat(bobs.text()).isNotEqualTo(anns.text());
        assertEffects(id, 2);
    }

    @Test
    void S2_principals_of_one_tenant_share_keys_if_the_scope_says_so() {
        Node fleet = Rig.node("sut.scope=tenant");
        Told first = send(fleet, "fleet.worker1.1").first(201);

        send(fleet, "fleet.worker2.1").replayOf(first);
        send(fleet, "other.worker2.1").first(201);
        assertEffects(id, 2);
    }

    @Test
    void S3_a_renewed_token_is_the_same_principal() {
        Told first = send(a, "acme.ann.1").first(201);

        send(a, "acme.ann.2").replayOf(first);
        send(Rig.b(), "acme.ann.3").replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void S4_who_is_no_longer_let_in_gets_no_replay() {
        String token = "acme.eve.1";
        Told first = send(a, token).first(201);
        CallerFilter.REVOKED.add(token);

        Told refused = send(a, token);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text()).isEmpty();
        CallerFilter.REVOKED.remove(token);
        send(a, token).replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void S4_whose_permission_is_withdrawn_gets_no_replay() {
        Req[] requests = new Req[3];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = a.post("/guarded").as("acme.mallory.1").key(key).about(id);
        }
        Told first = requests[0].send().first(201);
        Permissions.WITHDRAWN.add("acme/mallory");

        Told refused = requests[1].send();

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).doesNotContain("secret");
        assertThat(a.post("/guarded")
                        .as("acme.mallory.1")
                        .key(newKey())
                        .about(id)
                        .send()
                        .status())
                .isEqualTo(403);
        Permissions.WITHDRAWN.remove("acme/mallory");
        requests[2].send().replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void S5_without_a_principal_a_keyed_request_is_refused() {
        Told told = a.post("/things").as(null).key(key).about(id).send().problem(401, "scope-missing");

        told.saying(false, false);
        a.post("/optional").as(null).key(key).about(id).send().problem(401, "scope-missing");
        Node standard = Rig.node("sut.scope=none");
        standard.post("/things").as(null).key(key).about(id).send().problem(401, "scope-missing");
        assertEffects(id, 0);
        Told anns = standard.post("/things").key(key).about(id).send().first(201);
        standard.post("/things").key(key).about(id).send().replayOf(anns);
        assertEffects(id, 1);
    }

    @Test
    void S5_strangers_share_a_scope_only_if_told_to() {
        Node demonstration = Rig.node("sut.scope=none", "onefold.http.allow-anonymous=true");
        Told first =
                demonstration.post("/things").as(null).key(key).about(id).send().first(201);

        demonstration.post("/things").as(null).key(key).about(id).send().replayOf(first);
        demonstration.post("/things").key(key).about(id).send().first(201);
        assertEffects(id, 2);
    }

    @Test
    void S11_neither_keys_nor_bodies_are_logged() {
        Logger library = (Logger) LoggerFactory.getLogger("dev.onefold");
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        library.setLevel(Level.TRACE);
        try {
            everythingThatMayBeLogged();
        } finally {
            library.setLevel(null);
            root.detachAppender(log);
            Faults.none();
        }

        assertThat(List.copyOf(log.list)).isNotEmpty().allSatisfy(event -> {
            String line = event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy());
            assertThat(line).doesNotContain(key, id, "made-secret");
        });
    }

    private void everythingThatMayBeLogged() {
        String body = "{\"id\":\"" + id + "\",\"name\":\"made-secret\"}";
        for (String path : List.of("/things", "/leased/callable", "/leased/fenced", "/answers?how=THROWN&status=402")) {
            String each = path.hashCode() + key;
            a.post(path).key(each).body(body).send();
            a.post(path).key(each).body(body).send();
            a.post(path).key(each).about(newId()).send();
            a.post(path).key(key + " " + key).body(body).send();
            a.post(path).key(key).body("{\"id\":\"" + id + "\",\"id\":1}").send();
        }
        a.post("/leased/callable?failures=1").key("failed" + key).body(body).send();
        a.post("/answers?how=FAILED").key("failed2" + key).body(body).send();
        for (Faults.Point point : Faults.Point.values()) {
            Faults.at(point);
            a.post("/things").key(point + key).body(body).send();
            Faults.none();
        }
        Gate gate = Gates.close(id);
        CompletableFuture<Told> running =
                a.post("/things").key("running" + key).body(body).sendAsync();
        gate.awaitReached();
        a.post("/things").key("running" + key).body(body).send();
        gate.open();
        running.join();
    }
}
