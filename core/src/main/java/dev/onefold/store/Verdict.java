package dev.onefold.store;

/** Whether a remembered answer is a yes or a no. */
public enum Verdict {
    APPLIED,
    REJECTED
}
