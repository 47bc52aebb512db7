package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The ranking is computed by one at a time, and never goes back in time. */
class BestsellersTest extends ShopTest {

    private static final String PATH = "/api/bestsellers";

    @AfterEach
    void forgetFences() {
        jdbc.sql("UPDATE bestseller_ranking SET fence = 0").update();
    }

    private long unitsOf(String code) {
        for (JsonNode place : shopper.get(PATH).expect(200).body().path("places")) {
            if (place.path("code").asString().equals(code)) {
                return place.path("units").asLong();
            }
        }
        return 0;
    }

    @Test
    void ranksWhatWasBoughtAndNotWhatWasCancelled() {
        String mug = product("0.01", 1_000_000);
        shopper.post("/api/orders", order("", line(mug, 900_000))).expect(201);
        String cancelled = shopper.post("/api/orders", order("", line(mug, 7))).text("id");
        shopper.post("/api/orders/" + cancelled + "/cancellation", "").expect(200);
        assertThat(unitsOf(mug)).isZero();

        Answer rebuilt = importer.post(PATH + "/rebuild", "").expect(200);

        assertThat(rebuilt.text("builtAt")).isNotEmpty();
        assertThat(unitsOf(mug)).isEqualTo(900_000);
    }

    @Test
    void manyWhoRebuildAtOnceAreOneAtATime() throws Exception {
        List<Answer> answers = Race.of(n -> importer.post(PATH + "/rebuild", ""));

        assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 409);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isNotEmpty());
    }

    @Test
    void aRebuildWhoseLockWasTakenOverLeavesTheNewerRanking() {
        jdbc.sql("UPDATE bestseller_ranking SET fence = 1000000, codes = '{newer}', units = '{1}'")
                .update();

        assertThat(importer.post(PATH + "/rebuild", "").status()).isBetween(409, 412);

        assertThat(unitsOf("newer")).isEqualTo(1);
    }

    @Test
    void isRebuiltByTheBackOffice() {
        shopper.post(PATH + "/rebuild", "").expectProblem(403, "role-not-allowed");
    }
}
