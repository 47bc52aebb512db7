package dev.onefold.check.rule;

/** What a rule comes to. */
public sealed interface Verdict {

    /** One sentence with the facts. */
    String detail();

    /** It holds, as far as what was sent can show. */
    record Pass(String detail) implements Verdict {}

    /** It does not hold. */
    record Fail(String detail) implements Verdict {}

    /** It could not be examined; the detail says why, and what to give so that it can. */
    record NotApplicable(String detail) implements Verdict {}

    /** It holds. */
    static Verdict pass(String detail) {
        return new Pass(detail);
    }

    /** It does not hold. */
    static Verdict fail(String detail) {
        return new Fail(detail);
    }

    /** It could not be examined. */
    static Verdict notApplicable(String detail) {
        return new NotApplicable(detail);
    }
}
