package dev.onefold.testkit;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A part of a contract: fresh names for every test, threads and engines that end with it. */
@Timeout(120)
@ExtendWith(ContractTally.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class ContractGroup {

    static final Scope SCOPE = new Scope("tenant", "customer");
    static final Fingerprint CONTENT = Fingerprint.ofText("content");
    static final Fingerprint OTHER_CONTENT = Fingerprint.ofText("other content");
    static final Duration LONG = Duration.ofDays(30);

    final String key = unique("key");
    final RecordId id = RecordId.of(SCOPE, key);
    final Call call = Call.of(SCOPE, key, CONTENT);
    final TransactionalOperation<String> pay = Operation.transactional(unique("pay"), Codec.text());
    final Crew crew = new Crew();
    private final List<Onefold<?>> engines = new CopyOnWriteArrayList<>();

    static String unique(String what) {
        return what + "-" + UUID.randomUUID();
    }

    static RecordId otherId() {
        return RecordId.of(SCOPE, unique("key"));
    }

    static NewRecord record(RecordId id, Content content) {
        return new NewRecord(id, "operation", CONTENT, Verdict.APPLIED, "", content, LONG, LONG);
    }

    static NewRecord record(RecordId id) {
        return record(id, Content.text("answer"));
    }

    /** An engine that ends with the test. */
    <C> Onefold<C> engine(Onefold.Builder<C> builder) {
        Onefold<C> engine = builder.build();
        engines.add(engine);
        return engine;
    }

    @AfterEach
    void endThreadsAndEngines() {
        crew.close();
        engines.forEach(Onefold::close);
    }
}
