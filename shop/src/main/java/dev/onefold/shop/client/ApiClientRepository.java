package dev.onefold.shop.client;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ApiClientRepository {

    /** A client as stored, with the hash its key must have. */
    record Stored(ShopClient client, ByteBuffer keySha256) {}

    private final JdbcClient jdbc;

    ApiClientRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Stored> findByKeyHash(byte[] keySha256) {
        return jdbc.sql("SELECT name, tenant, role, key_sha256 FROM api_client WHERE key_sha256 = :hash")
                .param("hash", keySha256)
                .query((row, number) -> new Stored(
                        new ShopClient(
                                row.getString("name"), row.getString("tenant"), Role.valueOf(row.getString("role"))),
                        ByteBuffer.wrap(row.getBytes("key_sha256"))))
                .optional();
    }

    void addIfAbsent(ShopClient client, byte[] keySha256) {
        jdbc.sql("INSERT INTO api_client (name, tenant, role, key_sha256) VALUES (:name, :tenant, :role, :hash)"
                        + " ON CONFLICT (name) DO NOTHING")
                .param("name", client.name())
                .param("tenant", client.tenant())
                .param("role", client.role().name())
                .param("hash", keySha256)
                .update();
    }
}
