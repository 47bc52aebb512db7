package dev.onefold.shop.reservation;

import dev.onefold.shop.reservation.Reservation.Line;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReservationRepository {

    /** How a reservation ended. */
    record Ended(UUID id, ReservationStatus status, Instant at) {}

    private final JdbcClient jdbc;

    ReservationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Reservation add(UUID id, String reference, String client, List<Line> lines, Duration holdFor) {
        SortedMap<String, Long> net = new TreeMap<>();
        lines.forEach(line -> net.merge(line.code(), line.quantity(), Math::addExact));
        Instant expiresAt = jdbc.sql("""
                        WITH held AS (
                          INSERT INTO reservation (id, reference, client, status, expires_at)
                          VALUES (:id, :reference, :client, 'HELD', now() + :seconds * interval '1 second')
                          RETURNING expires_at),
                        filled AS (
                          INSERT INTO reservation_line (reservation_id, code, quantity)
                          SELECT :id, code, quantity FROM unnest(:codes::text[], :quantities::bigint[]) AS line (code, quantity))
                        SELECT expires_at FROM held
                        """)
                .param("id", id)
                .param("reference", reference)
                .param("client", client)
                .param("seconds", holdFor.toSeconds())
                .param("codes", net.keySet().toArray(String[]::new))
                .param("quantities", net.values().toArray(Long[]::new))
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        List<Line> merged = net.entrySet().stream()
                .map(line -> new Line(line.getKey(), line.getValue()))
                .toList();
        return new Reservation(reference, ReservationStatus.HELD, merged, expiresAt);
    }

    Optional<Reservation> find(String reference) {
        return jdbc.sql("SELECT status, expires_at FROM reservation WHERE reference = :reference")
                .param("reference", reference)
                .query((row, number) -> new Reservation(
                        reference,
                        ReservationStatus.valueOf(row.getString("status")),
                        linesOf(reference),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private List<Line> linesOf(String reference) {
        return jdbc.sql(
                        "SELECT l.code, l.quantity FROM reservation r JOIN reservation_line l ON l.reservation_id = r.id"
                                + " WHERE r.reference = :reference ORDER BY l.code")
                .param("reference", reference)
                .query((row, number) -> new Line(row.getString("code"), row.getLong("quantity")))
                .list();
    }

    /** Compare and set: one end for each. Empty if it is not held. */
    Optional<Ended> end(String reference, ReservationStatus to) {
        return jdbc.sql("UPDATE reservation SET status = :to, ended_at = now()"
                        + " WHERE reference = :reference AND status = 'HELD' RETURNING id, status, ended_at")
                .param("reference", reference)
                .param("to", to.name())
                .query((row, number) -> ended(row))
                .optional();
    }

    Optional<Ended> ended(String reference) {
        return jdbc.sql(
                        "SELECT id, status, ended_at FROM reservation WHERE reference = :reference AND status <> 'HELD'")
                .param("reference", reference)
                .query((row, number) -> ended(row))
                .optional();
    }

    private static Ended ended(ResultSet row) throws SQLException {
        return new Ended(
                row.getObject("id", UUID.class),
                ReservationStatus.valueOf(row.getString("status")),
                row.getObject("ended_at", OffsetDateTime.class).toInstant());
    }

    /** Leaves out what others hold: they are ending it. */
    List<String> expire(int atMost) {
        return jdbc.sql("""
                        UPDATE reservation SET status = 'EXPIRED', ended_at = now()
                         WHERE id IN (SELECT id FROM reservation WHERE status = 'HELD' AND expires_at <= now()
                                       ORDER BY expires_at LIMIT :most FOR NO KEY UPDATE SKIP LOCKED)
                        RETURNING reference
                        """).param("most", atMost).query(String.class).list();
    }

    Optional<String> firstUnknown(Collection<String> codes) {
        return jdbc.sql("SELECT min(code) FROM unnest(:codes::text[]) AS wanted (code)"
                        + " WHERE code NOT IN (SELECT code FROM stock WHERE code = ANY (:codes))")
                .param("codes", codes.toArray(String[]::new))
                .query(String.class)
                .optional();
    }
}
