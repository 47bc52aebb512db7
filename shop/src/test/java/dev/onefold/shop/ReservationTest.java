package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.shop.reservation.Reservations;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ReservationTest extends ShopTest {

    private static final String PATH = "/api/stock/reservations";

    @Autowired
    private Reservations reservations;

    private final String reference = "reservation " + UUID.randomUUID();

    private static String held(String reference, String... lines) {
        return """
                {"reference":"%s","lines":[%s],"ttlSeconds":600}""".formatted(reference, String.join(",", lines));
    }

    private long reserved(String code) {
        return jdbc.sql("SELECT reserved FROM stock WHERE code = :code")
                .param("code", code)
                .query(Long.class)
                .single();
    }

    private static boolean isReplay(Answer answer) {
        return answer.header("Idempotent-Replayed").equals("true");
    }

    @Test
    void putsGoodsAsideOnceForEachReference() {
        String mug = product("1.00", 10);

        Answer first = shopper.post(PATH, held(reference, line(mug, 3))).expect(201);
        Answer repeat = shopper.post(PATH, held(reference, line(mug, 3))).expect(200);

        assertThat(first.text("status")).isEqualTo("HELD");
        assertThat(isReplay(first)).isFalse();
        assertThat(isReplay(repeat)).isTrue();
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(reserved(mug)).isEqualTo(3);
        assertThat(onHand(mug)).isEqualTo(10);
    }

    @Test
    void otherLinesUnderTheSameReferenceAreAMismatch() {
        String mug = product("1.00", 10);
        shopper.post(PATH, held(reference, line(mug, 3))).expect(201);

        assertThat(shopper.post(PATH, held(reference, line(mug, 4))).expect(422).text("field"))
                .isEqualTo("lines");
        assertThat(reserved(mug)).isEqualTo(3);
    }

    @Test
    void aShortageIsRememberedAlsoAfterTheShelfWasFilled() {
        String mug = product("1.00", 2);
        shopper.post(PATH, held(reference, line(mug, 3))).expect(409);
        importer.post("/api/stock/adjustments", """
                        {"reference":"found","reason":"count","lines":[{"code":"%s","delta":10}]}""".formatted(mug)).expect(201);

        Answer repeat = shopper.post(PATH, held(reference, line(mug, 3))).expect(409);

        assertThat(repeat.text("code")).isEqualTo("insufficient-stock");
        assertThat(isReplay(repeat)).isTrue();
        assertThat(reserved(mug)).isZero();
        shopper.post(PATH, held(reference + " 2", line(mug, 3))).expect(201);
    }

    @Test
    void anUnknownProductIsNotRemembered() {
        shopper.post(PATH, held(reference, line("nothing", 1))).expect(404);
        String mug = product("1.00", 2);
        shopper.post(PATH, held(reference, line(mug, 1))).expect(201);
    }

    @Test
    void nobodyBuysWhatIsReserved() {
        String mug = product("1.00", 5);
        String customer = customer(1_000);
        shopper.post(PATH, held(reference, line(mug, 4))).expect(201);

        shopper.post("/api/orders", order(customer, line(mug, 2))).expect(409);
        shopper.post("/api/orders", order(customer, line(mug, 1))).expect(201);
    }

    @Test
    void aReservationEndsOnce() {
        String mug = product("1.00", 5);
        shopper.post(PATH, held(reference, line(mug, 4))).expect(201);

        shopper.delete(PATH + "/" + reference.replace(" ", "%20")).expect(200);
        Answer repeat =
                shopper.delete(PATH + "/" + reference.replace(" ", "%20")).expect(200);

        assertThat(isReplay(repeat)).isTrue();
        assertThat(reserved(mug)).isZero();
        assertThat(reservations.confirm(reference).kind()).hasToString("STALE");
        shopper.delete(PATH + "/never").expect(404);
    }

    @Test
    void confirmedGoodsAreSold() {
        String mug = product("1.00", 5);
        shopper.post(PATH, held(reference, line(mug, 4))).expect(201);

        assertThat(reservations.confirm(reference).kind()).hasToString("APPLIED");
        assertThat(reservations.confirm(reference).kind()).hasToString("REPLAYED");
        shopper.delete(PATH + "/" + reference.replace(" ", "%20")).expect(409);

        assertThat(reserved(mug)).isZero();
        assertThat(onHand(mug)).isEqualTo(1);
    }

    @Test
    void whatNobodyComesForIsGivenBack() {
        String mug = product("1.00", 5);
        shopper.post(PATH, held(reference, line(mug, 4))).expect(201);
        jdbc.sql("UPDATE reservation SET expires_at = now() WHERE reference = :reference")
                .param("reference", reference)
                .update();

        reservations.expire();

        assertThat(reservations.release(reference).kind()).hasToString("STALE");
        assertThat(reserved(mug)).isZero();
    }

    @Test
    void theLastUnitIsReservedOnceByMany() throws Exception {
        String mug = product("1.00", 1);

        List<Answer> answers = Race.of(n -> shopper.post(PATH, held(reference + n, line(mug, 1))));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(Race.THREADS - 1);
        assertThat(reserved(mug)).isEqualTo(1);
    }

    @Test
    void oneReservationSentByManyIsMadeOnce() throws Exception {
        String mug = product("1.00", 100);

        List<Answer> answers = Race.of(n -> shopper.post(PATH, held(reference, line(mug, 2))));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(Race.THREADS - 1);
        assertThat(reserved(mug)).isEqualTo(2);
    }

    @Test
    void twoLinesOfTheSameProductAreAddedUpBeforeTheyAreChecked() {
        String mug = product("1.00", 5);
        shopper.post(PATH, held(reference, line(mug, 3), line(mug, 3))).expect(409);
        Answer made = shopper.post(PATH, held(reference + " 2", line(mug, 3), line(mug, 2)))
                .expect(201);
        assertThat(made.body().path("lines").path(0).path("quantity").asLong()).isEqualTo(5);
        assertThat(reserved(mug)).isEqualTo(5);
    }

    /** A bundle is its components: two bundles that share one want it together. */
    @Test
    void bundlesThatShareAComponentAreCheckedTogether() {
        String mug = product("1.00", 3);
        String tea = product("1.00", 9);
        String pot = product("1.00", 9);
        String[] bundles = {line(mug, 2), line(tea, 1), line(mug, 2), line(pot, 1)};

        shopper.post(PATH, held(reference, bundles)).expect(409);

        assertThat(reserved(mug)).isZero();
        assertThat(reserved(tea)).isZero();
        assertThat(reserved(pot)).isZero();
    }

    @Test
    void cartsInOppositeOrderDoNotDeadlock() throws Exception {
        String mug = product("1.00", 1_000);
        String tea = product("1.00", 1_000);

        List<Answer> answers = Race.of(n -> {
            for (int round = 0; round < 4; round++) {
                cart(n, round, mug, tea).expect(201);
            }
            return cart(n, 4, mug, tea);
        });

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(reserved(mug)).isEqualTo(5L * Race.THREADS);
        assertThat(reserved(tea)).isEqualTo(5L * Race.THREADS);
    }

    private Answer cart(int n, int round, String mug, String tea) {
        String name = reference + " " + n + " " + round;
        return n % 2 == 0
                ? shopper.post(PATH, held(name, line(mug, 1), line(tea, 1)))
                : shopper.post(PATH, held(name, line(tea, 1), line(mug, 1)));
    }

    @Test
    void confirmAndReleaseAndExpiryAtOnceHaveOneWinner() throws Exception {
        String mug = product("1.00", 100);
        for (int round = 0; round < 5; round++) {
            String name = reference + " " + round;
            shopper.post(PATH, held(name, line(mug, 2))).expect(201);
            jdbc.sql("UPDATE reservation SET expires_at = now() WHERE reference = :reference")
                    .param("reference", name)
                    .update();
            Race.<Object>of(n -> switch (n % 3) {
                case 0 -> reservations.confirm(name);
                case 1 -> reservations.release(name);
                default -> reservations.expire();
            });
        }
        assertThat(reserved(mug)).isZero();
    }
}
