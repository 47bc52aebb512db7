package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Fingerprint;
import dev.onefold.KeyRing;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome.Kind;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.Seal;
import dev.onefold.TransactionalOperation;
import dev.onefold.UnreadableAnswerException;
import dev.onefold.jdbc.Engine.Sandbox;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a copy of the database tells of records under a seal. */
class SealedRecordsTest {

    private static final TransactionalOperation<String> ISSUE = Operation.transactional("issue card", Codec.text());
    private static final Scope ANN = new Scope("acme", "ann");
    private static final Fingerprint CONTENT = Fingerprint.ofText("a card, please");
    private static final String ANSWER = "4000 0012 3456 7899";

    private static Onefold<Connection> engine(Sandbox sandbox) {
        return Onefold.<Connection>builder()
                .transactional(JdbcStore.on(sandbox.pool(2)))
                .seal(Seal.of(KeyRing.of(1, secret(1)), KeyRing.of(1, secret(2))))
                .build();
    }

    private static byte[] secret(int fill) {
        byte[] secret = new byte[32];
        java.util.Arrays.fill(secret, (byte) fill);
        return secret;
    }

    private static Kind issue(Onefold<Connection> engine, Call call) {
        return engine.execute(ISSUE, call, connection -> ANSWER).kind();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_dump_tells_neither_the_caller_nor_the_request_nor_the_answer(Engine engine) {
        try (Sandbox sandbox = engine.withEffects(Retention.DEFAULT);
                Onefold<Connection> onefold = engine(sandbox)) {
            Call call = Call.of(ANN, "key-of-ann-0001", CONTENT);
            assertThat(issue(onefold, call)).isEqualTo(Kind.APPLIED);
            assertThat(issue(onefold, call)).isEqualTo(Kind.REPLAYED);

            String dump = String.join("\n", dump(sandbox));
            assertThat(dump)
                    .contains(stored(engine, onefold.storedId(call.id())))
                    .doesNotContain(
                            stored(engine, call.id()),
                            hex(CONTENT.toBytes()),
                            hex(ANSWER.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void an_answer_moved_to_another_row_is_refused(Engine engine) {
        try (Sandbox sandbox = engine.withEffects(Retention.DEFAULT);
                Onefold<Connection> onefold = engine(sandbox)) {
            Call ann = Call.of(ANN, "key-of-ann-0001", CONTENT);
            Call bob = Call.of(new Scope("acme", "bob"), "key-of-bob-0001", CONTENT);
            issue(onefold, ann);
            issue(onefold, bob);
            String table = engine == Engine.POSTGRESQL ? "onefold_body" : "onefold_record";
            sandbox.execute("UPDATE " + table + " SET content = "
                    + literal(engine, content(sandbox, table, onefold, bob)) + where(engine, onefold, ann));

            assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> issue(onefold, ann));
            assertThat(issue(onefold, bob)).isEqualTo(Kind.REPLAYED);
        }
    }

    private static String content(Sandbox sandbox, String table, Onefold<Connection> onefold, Call call) {
        return sandbox.text("SELECT " + inHex(sandbox.engine(), "content") + " FROM " + table
                + where(sandbox.engine(), onefold, call));
    }

    /** The row that holds the call's answer. */
    private static String where(Engine engine, Onefold<Connection> onefold, Call call) {
        String id = stored(engine, onefold.storedId(call.id()));
        return engine == Engine.POSTGRESQL
                ? " WHERE no = (SELECT body_no FROM onefold_record WHERE id = '" + id + "')"
                : " WHERE id = " + literal(engine, id);
    }

    /** Every identity, fingerprint and answer that is stored, in hexadecimal digits. */
    private static List<String> dump(Sandbox sandbox) {
        Engine engine = sandbox.engine();
        String id = engine == Engine.POSTGRESQL ? "replace(id::text, '-', '')" : inHex(engine, "id");
        String columns = id + ", ' ', " + inHex(engine, "fingerprint");
        return engine == Engine.POSTGRESQL
                ? sandbox.column("SELECT concat(" + columns + ", ' ', (SELECT string_agg(encode(content, 'hex'), ' ')"
                        + " FROM onefold_body)) FROM onefold_record")
                : sandbox.column("SELECT lower(concat(" + columns + ", ' ', " + inHex(engine, "content")
                        + ")) FROM onefold_record");
    }

    /** An identity as the engine stores it, in hexadecimal digits. */
    private static String stored(Engine engine, RecordId id) {
        return engine == Engine.POSTGRESQL ? hex(id.bytes()).substring(0, 32) : hex(id.bytes());
    }

    private static String inHex(Engine engine, String column) {
        return switch (engine) {
            case POSTGRESQL -> "encode(" + column + ", 'hex')";
            case MARIADB -> "hex(" + column + ")";
            case H2 -> "rawtohex(" + column + ")";
        };
    }

    private static String literal(Engine engine, String hex) {
        return engine == Engine.POSTGRESQL ? "'\\x" + hex + "'" : "X'" + hex + "'";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
