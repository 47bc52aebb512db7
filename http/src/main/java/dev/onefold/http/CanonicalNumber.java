package dev.onefold.http;

/**
 * One spelling for equal numbers, made from their text alone: digits without outer zeros, and a power of ten. Nothing
 * is computed but the exponent, so {@code 1e400000000} costs what its eleven characters cost.
 */
final class CanonicalNumber {

    /** Exponents of more digits than a {@code long} surely holds keep their spelling; only their leading zeros go. */
    private static final int MAX_EXPONENT_DIGITS = 18;

    private CanonicalNumber() {}

    /** Appends the one spelling of {@code json}, a number by JSON's grammar. Zero has no sign. */
    static void append(StringBuilder out, String json) {
        int mantissaEnd = mantissaEnd(json);
        StringBuilder digits = new StringBuilder(mantissaEnd);
        int point = mantissaEnd;
        for (int i = 0; i < mantissaEnd; i++) {
            char c = json.charAt(i);
            if (c == '.') {
                point = i + 1;
            } else if (c != '-') {
                digits.append(c);
            }
        }
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        int end = digits.length();
        while (end > first && digits.charAt(end - 1) == '0') {
            end--;
        }
        if (first == end) {
            out.append('0');
            return;
        }
        out.append(json.charAt(0) == '-' ? "-" : "").append(digits, first, end).append('e');
        int fractionDigits = mantissaEnd - point;
        appendExponent(out, json.substring(mantissaEnd), (digits.length() - end) - fractionDigits);
    }

    private static int mantissaEnd(String json) {
        int end = 0;
        while (end < json.length() && json.charAt(end) != 'e' && json.charAt(end) != 'E') {
            end++;
        }
        return end;
    }

    private static void appendExponent(StringBuilder out, String written, int shift) {
        int start = written.isEmpty() ? 0 : 1;
        boolean negative = start < written.length() && written.charAt(start) == '-';
        while (start < written.length() && "+-0".indexOf(written.charAt(start)) >= 0) {
            start++;
        }
        String digits = written.substring(start);
        if (digits.length() > MAX_EXPONENT_DIGITS) {
            out.append(negative ? "-" : "").append(digits).append('s').append(shift);
        } else {
            long exponent = digits.isEmpty() ? 0 : Long.parseLong(digits);
            out.append((negative ? -exponent : exponent) + shift);
        }
    }
}
