package dev.onefold.prover.storms;

import java.sql.SQLException;
import java.util.List;

/**
 * What is sent to try one technique, and how its effects are counted. An instance serves one run on one target. What a round
 * holds is decided by the seed alone; how many rounds there are, by the time there is.
 */
interface Storm {

    /** How many rounds are under way at once. */
    default int lanes() {
        return 3;
    }

    /** Whether a node is killed in the middle. */
    default boolean kills() {
        return true;
    }

    /** Once, before the first round. */
    default void prepare(Ring ring) {}

    /** One race from its preparation to the last answer; adds what it must have come to with {@link Ring#wants}. */
    void round(Ring ring);

    /** Once, after the last round, with all nodes up and nothing under way. */
    default void finale(Ring ring) {}

    /** How many effects there are. */
    default long effects(Sheet sheet) throws SQLException {
        return sheet.number("effects");
    }

    /** What must not be: rows of rule, reference and detail. */
    default List<Sheet.Finding> findings(Sheet sheet) throws SQLException {
        return sheet.findings();
    }

    /** What the tables show of the damage, in a few words. */
    default String damage(Sheet sheet) throws SQLException {
        return sheet.text("damage");
    }
}
