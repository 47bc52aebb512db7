package dev.onefold;

/**
 * Who a key belongs to: two callers with different scopes may use the same key without ever meeting.
 *
 * @param tenant the tenant, or an empty text where there is only one; at most 255 characters
 * @param principal the stable name of the caller, not a token of it; 1 to 255 characters
 */
public record Scope(String tenant, String principal) {

    public Scope {
        if (tenant.length() > 255) {
            throw new IllegalArgumentException("A tenant has at most 255 characters");
        }
        if (principal.isBlank() || principal.length() > 255) {
            throw new IllegalArgumentException("A scope needs a principal of 1 to 255 characters");
        }
    }
}
