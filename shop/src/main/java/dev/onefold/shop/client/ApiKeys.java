package dev.onefold.shop.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Finds the client of a key. Keys are stored and looked up by their SHA-256, so neither the database nor the time a look-up
 * takes tells a key. What is found is believed for a few seconds at most; what is not found is never remembered, which bounds
 * the memory by the number of clients.
 */
@Component
class ApiKeys implements InitializingBean {

    private record Believed(ShopClient client, Instant until) {}

    private final ApiClientRepository clients;
    private final ClientProperties properties;
    private final Clock clock;
    private final Map<ByteBuffer, Believed> believed = new ConcurrentHashMap<>();

    ApiKeys(ApiClientRepository clients, ClientProperties properties, Clock clock) {
        this.clients = clients;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        add("import", Role.IMPORT, properties.importKey());
        add("web", Role.SHOPPER, properties.shopperKey());
    }

    Optional<ShopClient> find(String key) {
        byte[] hash = sha256(key);
        ByteBuffer cacheKey = ByteBuffer.wrap(hash);
        Instant now = clock.instant();
        Believed known = believed.get(cacheKey);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.client());
        }
        believed.remove(cacheKey);
        Optional<ShopClient> found = clients.findByKeyHash(hash)
                .filter(stored -> MessageDigest.isEqual(stored.keySha256().array(), hash))
                .map(ApiClientRepository.Stored::client);
        Instant until = now.plus(Duration.ofSeconds(properties.cacheSeconds()));
        found.ifPresent(client -> believed.put(cacheKey, new Believed(client, until)));
        return found;
    }

    private void add(String name, Role role, String key) {
        clients.addIfAbsent(new ShopClient(name, properties.tenant(), role), sha256(key));
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
