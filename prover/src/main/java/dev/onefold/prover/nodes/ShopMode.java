package dev.onefold.prover.nodes;

/** How the shop's hot endpoints do their work. What must come of it is the same. */
public enum ShopMode {
    /** Each request in a transaction of its own. */
    TRANSACTIONAL("transactional"),
    /** Requests that arrive together share a transaction, as the shop does it unless told otherwise. */
    COALESCED("coalesced");

    private final String word;

    ShopMode(String word) {
        this.word = word;
    }

    /** As it is written on command lines. */
    @Override
    public String toString() {
        return word;
    }
}
