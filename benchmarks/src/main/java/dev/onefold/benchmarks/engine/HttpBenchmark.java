package dev.onefold.benchmarks.engine;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Decision;
import dev.onefold.Outcome;
import dev.onefold.http.Answer;
import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyHeader;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.RecordedResponse.Field;
import dev.onefold.http.RequestFingerprint;
import dev.onefold.http.RequestHead;
import dev.onefold.http.ResponsePolicy.Ending;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a key over HTTP costs beside the engine and the store: an order of two lines, and its answer of 200 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
public class HttpBenchmark {

    private static final String KEY = "3f2c9a14-6f0e-4c55-9a0d-5d8a4c0b7e21";

    private final HttpContract contract = HttpContract.standard();
    private final Codec<RecordedResponse> codec = contract.responses().codec();
    private final dev.onefold.Scope shopper = new dev.onefold.Scope("demo", "shopper");
    private final byte[] order = utf8("{\"reference\":\"" + KEY + "\",\"customer\":null,\"lines\":["
            + "{\"code\":\"LANTERN\",\"quantity\":1},{\"code\":\"TEAPOT\",\"quantity\":2}]}");
    private final byte[] placed = utf8("{\"id\":\"018f6d2e-7c1a-7b43-9d55-0242ac120002\",\"reference\":\"" + KEY
            + "\",\"customer\":null,\"status\":\"PAID\",\"currency\":\"GBP\",\"totalMinor\":375,\"lines\":2}");

    /** A request up to its call, a handler's response up to what is stored and what is sent. */
    @Benchmark
    public Answer http(Blackhole stored) {
        KeyHeader.Valid key = (KeyHeader.Valid) contract.keys().read(name -> List.of(KEY));
        RequestHead head = new RequestHead("POST /api/orders", "POST", "/api/orders", null, "application/json");
        RequestFingerprint asked = RequestFingerprint.of(head, order, contract.fingerprint());
        Call call = contract.call(shopper, key, head, (RequestFingerprint.Fingerprinted) asked);
        RecordedResponse response = RecordedResponse.of(
                201,
                List.of(
                        new Field("Location", "/api/orders/018f6d2e-7c1a-7b43-9d55-0242ac120002"),
                        new Field("Content-Type", "application/json")),
                placed);
        var decision = (Decision.Accept<RecordedResponse>) contract.responses().decide(response, Ending.RETURNED);
        Content content = codec.encode(decision.value());
        stored.consume(call);
        stored.consume(content);
        return contract.answers().to(new Outcome.Applied<>(response), key);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
