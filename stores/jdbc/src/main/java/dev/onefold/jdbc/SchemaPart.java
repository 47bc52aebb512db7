package dev.onefold.jdbc;

/** What a set of tables is for, in the order in which they are made. Each file makes its marker last. */
enum SchemaPart {
    RECORDS("V1__onefold.sql", "onefold_schema"),
    DELETIONS("V2__deletion.sql", "onefold_deletion"),
    DEDUCTIONS("V3__deduction.sql", "onefold_deduction"),
    TOKENS("V4__token.sql", "onefold_token"),
    LOCKS("V5__lock.sql", "onefold_lock"),
    JOBS("V6__job.sql", "onefold_job_run"),
    STATES("V7__state.sql", "onefold_transition"),
    SEQUENCES("V8__sequence.sql", "onefold_sequence"),
    ACCEPTED("V9__accepted.sql", "onefold_accepted");

    private final String file;
    private final String marker;

    SchemaPart(String file, String marker) {
        this.file = file;
        this.marker = marker;
    }

    /** Its file, in the folder of a dialect. */
    String file() {
        return file;
    }

    /** The table that is there if all are. */
    String marker() {
        return marker;
    }
}
