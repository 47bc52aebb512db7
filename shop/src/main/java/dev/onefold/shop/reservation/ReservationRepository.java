package dev.onefold.shop.reservation;

import dev.onefold.shop.reservation.Reservation.Line;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** A reservation to be made. */
    record New(UUID id, String reference, String client, List<Line> lines, Duration holdFor) {}

    Reservation add(UUID id, String reference, String client, List<Line> lines, Duration holdFor) {
        return addAll(List.of(new New(id, reference, client, lines, holdFor))).get(0);
    }

    /** Many in one round trip, in their order. */
    List<Reservation> addAll(List<New> all) {
        List<UUID> ids = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (New each : all) {
            for (Line line : Reservation.merged(each.lines())) {
                ids.add(each.id());
                lines.add(line);
            }
        }
        Map<String, Instant> expiresAt = new HashMap<>();
        jdbc.sql("""
                        WITH held AS (
                          INSERT INTO reservation (id, reference, client, status, expires_at)
                          SELECT id, reference, client, 'HELD', now() + seconds * interval '1 second'
                            FROM unnest(:ids::uuid[], :references::text[], :clients::text[], :seconds::bigint[])
                                 AS given (id, reference, client, seconds)
                          RETURNING reference, expires_at),
                        filled AS (
                          INSERT INTO reservation_line (reservation_id, code, quantity)
                          SELECT * FROM unnest(:lineIds::uuid[], :codes::text[], :quantities::bigint[]))
                        SELECT reference, expires_at FROM held
                        """)
                .param("ids", all.stream().map(New::id).toArray(UUID[]::new))
                .param("references", all.stream().map(New::reference).toArray(String[]::new))
                .param("clients", all.stream().map(New::client).toArray(String[]::new))
                .param(
                        "seconds",
                        all.stream().map(each -> each.holdFor().toSeconds()).toArray(Long[]::new))
                .param("lineIds", ids.toArray(UUID[]::new))
                .param("codes", lines.stream().map(Line::code).toArray(String[]::new))
                .param("quantities", lines.stream().map(Line::quantity).toArray(Long[]::new))
                .query(row -> {
                    expiresAt.put(row.getString("reference"), instant(row));
                });
        return all.stream()
                .map(each -> new Reservation(
                        each.reference(),
                        ReservationStatus.HELD,
                        Reservation.merged(each.lines()),
                        Objects.requireNonNull(expiresAt.get(each.reference()))))
                .toList();
    }

    /** Those of the references of which there is a reservation. */
    Map<String, Reservation> findAll(Collection<String> references) {
        Map<String, Reservation> found = new HashMap<>();
        jdbc.sql("""
                        SELECT reference, status, expires_at, array_agg(code ORDER BY code) AS codes,
                               array_agg(quantity ORDER BY code) AS quantities
                          FROM reservation JOIN reservation_line ON reservation_id = id
                         WHERE reference = ANY (:references) GROUP BY id
                        """).param("references", references.toArray(String[]::new)).query(row -> {
            String[] codes = (String[]) row.getArray("codes").getArray();
            Long[] quantities = (Long[]) row.getArray("quantities").getArray();
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < codes.length; i++) {
                lines.add(new Line(codes[i], quantities[i]));
            }
            String reference = row.getString("reference");
            found.put(
                    reference,
                    new Reservation(
                            reference, ReservationStatus.valueOf(row.getString("status")), lines, instant(row)));
        });
        return found;
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getObject("expires_at", OffsetDateTime.class).toInstant();
    }

    Optional<Reservation> find(String reference) {
        return Optional.ofNullable(findAll(List.of(reference)).get(reference));
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
