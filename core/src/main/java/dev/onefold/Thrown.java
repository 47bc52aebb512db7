package dev.onefold;

/** Throws on what the work threw as it was, checked or not: the caller's signature named it. */
final class Thrown {

    private Thrown() {}

    static RuntimeException as(Throwable failure) {
        return Thrown.<RuntimeException>sneak(failure);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: what is thrown keeps its own type
    private static <X extends Throwable> X sneak(Throwable failure) throws X {
        throw (X) failure;
    }
}
