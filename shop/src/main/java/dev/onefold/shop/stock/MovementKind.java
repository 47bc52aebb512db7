package dev.onefold.shop.stock;

/** Why goods moved. */
public enum MovementKind {
    /** They were there when the product came into the shop. */
    OPENING,
    /** They were sold. */
    SALE,
    /** They came back. */
    RETURN,
    /** The order that took them was cancelled. */
    CANCELLATION,
    /** The shelf was counted, or goods were lost, found or given away. */
    ADJUSTMENT
}
