package dev.onefold.shop.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Knows a provider by its signature: HMAC-SHA-256 over the time, a full stop and the body, as lower-case hex. The time bounds
 * for how long a stolen request is of use; within that bound a repeat is what the number of the callback makes harmless.
 */
@Component
class Signatures {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    /** So that an unknown provider costs what a known one does, and is told the same. */
    private static final List<String> NOBODYS_SECRETS = List.of("nobody signs with this");

    private final ProviderProperties properties;
    private final String tenant;
    private final Clock clock;

    Signatures(ProviderProperties properties, ClientProperties clients, Clock clock) {
        this.properties = properties;
        this.tenant = clients.tenant();
        this.clock = clock;
    }

    /**
     * The provider that signed, if it did and not too long ago.
     *
     * @param timestamp seconds since 1970
     * @param signature hex
     */
    Optional<ShopClient> verify(
            @Nullable String provider, @Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (provider == null || timestamp == null || signature == null || !isRecent(timestamp)) {
            return Optional.empty();
        }
        byte[] presented = signature.getBytes(StandardCharsets.UTF_8);
        boolean matches = false;
        for (String secret : properties.secrets().getOrDefault(provider, NOBODYS_SECRETS)) {
            matches |= MessageDigest.isEqual(sign(secret, timestamp, body), presented);
        }
        return matches && properties.secrets().containsKey(provider)
                ? Optional.of(new ShopClient(provider, tenant, Role.PROVIDER))
                : Optional.empty();
    }

    private boolean isRecent(String timestamp) {
        if (!SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        long skewSeconds = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
        return skewSeconds <= properties.maxSkewSeconds();
    }

    private static byte[] sign(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) '.');
            return HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
        }
    }
}
