package dev.onefold.prover.trading;

/** What an invoice line is part of; one invoice number can have lines of two kinds. */
public enum DocumentKind {
    /** Goods sold. */
    ORDER,
    /** Goods taken back. */
    RETURN,
    /** Stock moved, nothing sold. */
    ADJUSTMENT;

    /** The kind a row belongs to. */
    public static DocumentKind of(TradingRow row) {
        boolean priced = row.unitPrice().signum() > 0;
        if (priced && row.quantity() > 0 && digitsOnly(row.invoice())) {
            return ORDER;
        }
        if (priced && row.quantity() < 0 && row.invoice().startsWith("C")) {
            return RETURN;
        }
        return ADJUSTMENT;
    }

    private static boolean digitsOnly(String invoice) {
        return !invoice.isEmpty() && invoice.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
