package dev.onefold.check.rule;

/**
 * Something that was sent and what came of it.
 *
 * @param sent what was sent, in one line
 * @param came what came, in one line
 * @param curl the same as a curl command; empty where curl cannot send it
 */
public record Step(String sent, String came, String curl) {}
