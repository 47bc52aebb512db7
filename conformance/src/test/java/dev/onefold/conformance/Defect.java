package dev.onefold.conformance;

import java.util.Set;

/** What a server does wrong, and the rules that must see it. */
enum Defect {
    MISSING_KEY_EXECUTES("K1"),
    QUOTES_ARE_PART_OF_THE_KEY("K3"),
    EMPTY_KEY_IS_MISSING("K6"),
    FIRST_OF_A_LIST("K7"),
    ANY_LENGTH("K8", "K9"),
    KEY_IN_LOWER_CASE("K11"),
    SECOND_NAME_IGNORED("K14"),
    BODY_IGNORED("F1", "F3", "L4"),
    PATH_IGNORED("F4", "F5"),
    QUERY_IGNORED("F6"),
    RAW_BYTES("F7", "G9"),
    NUMBERS_AS_DOUBLES("F8"),
    USER_AGENT_COUNTS("F10"),
    FORM_ORDER_COUNTS("F13"),
    PLAIN_DIGEST_STORED("F15"),
    CHECK_THEN_ACT("C1"),
    NO_RETRY_AFTER("C2"),
    NOBODY_WAITS("C3"),
    PREFERENCE_IGNORED("C4"),
    ALWAYS_200("R1"),
    BODY_WRITTEN_ANEW("R2"),
    CURRENT_STATE("R3"),
    NO_MARK("R5"),
    LOCATION_LOST("R7"),
    ALL_HEADERS_REPLAYED("R8", "R9"),
    CACHEABLE_REFUSALS("R16"),
    REPLAY_RUNS_HANDLER("R18"),
    BAD_REQUEST_FROZEN("O2", "O17"),
    NO_IS_FORGOTTEN("O4"),
    FAILURE_FROZEN("O9"),
    EFFECT_SURVIVES_FAILURE("O9"),
    DISCONNECT_FORGETS("O15"),
    FORGETS_EARLY("X1", "X2"),
    RUNS_AGAIN_AFTER_THE_ANSWER("X4"),
    OLD_KEYS_RUN("X5"),
    EXPIRY_UNTOLD("X10"),
    BUSINESS_TWICE("X11"),
    EFFECT_BEFORE_RECORD("H4"),
    DIGEST_UNCHECKED("B4"),
    BIG_ANSWER_RUNS_AGAIN("B5"),
    EMPTY_IS_NO_BODY("B8"),
    UNSCOPED_KEY("S1", "S2", "S15", "S16"),
    TOKEN_IS_THE_SCOPE("S3"),
    REPLAY_BEFORE_AUTHENTICATION("S4", "S17"),
    SECRET_STORED("S9"),
    NEW_OPERATION_EACH_TIME("A-1"),
    BATCH_IS_ONE_REQUEST("L3"),
    PRECONDITION_FIRST("M6"),
    GET_HONOURS_KEYS("M3"),
    ORIGIN_OF_THE_FIRST("G3"),
    UNDECLARED("D1"),
    LOOK_UP_BY_ANYBODY("E4"),
    FAIL_OPEN("E3");

    private final String rules;

    Defect(String... rules) {
        this.rules = String.join(" ", rules);
    }

    Set<String> rules() {
        return Set.of(rules.split(" ", -1));
    }
}
