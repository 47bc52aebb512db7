package dev.onefold.check.rule;

/** What a failure can cost. */
public enum Severity {
    /** An effect happens twice, is lost, or somebody sees another's answer. */
    CRITICAL,
    /** A caller is told something wrong, or cannot go on. */
    MAJOR,
    /** A caller has more work than need be. */
    MINOR
}
