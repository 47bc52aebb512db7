package dev.onefold.prover.storms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a payment provider reports: signed once, and the same in every repeat, as providers do it. */
final class ProviderCall {

    private static final String PROVIDER = "demo";
    private static final byte[] SECRET = "provider-demo-secret".getBytes(StandardCharsets.UTF_8);
    private static final String ALGORITHM = "HmacSHA256";

    private ProviderCall() {}

    /** Whatever came for a reference. */
    static Call credited(long epoch, long sequence, String reference, String eventId, long amountMinor) {
        return signed(epoch, sequence, Map.of("reference", reference), eventId, amountMinor);
    }

    /** An attempt to pay succeeded. */
    static Call succeeded(long sequence, String attempt, String eventId, long amountMinor) {
        return signed(0, sequence, Map.of("kind", "SUCCEEDED", "attemptId", attempt), eventId, amountMinor);
    }

    private static Call signed(
            long epoch, long sequence, Map<String, String> subject, String eventId, long amountMinor) {
        Map<String, Object> body = new TreeMap<>(subject);
        body.put("epoch", epoch);
        body.put("sequence", sequence);
        body.put("eventId", eventId);
        body.put("amountMinor", amountMinor);
        body.put("currency", "GBP");
        Call call = Call.post("/api/callbacks/payments", body);
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        return call.with("X-Provider", PROVIDER)
                .with("X-Signature-Timestamp", timestamp)
                .with("X-Signature", signature(timestamp + "." + call.body()));
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(SECRET, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
        }
    }
}
