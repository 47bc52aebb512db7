package dev.onefold;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Secrets with numbers: one to write with, and older ones to read what was written with them. To rotate, make the new
 * one known to every node as an older one first, and only then the one to write with; drop an old one when nothing that
 * it wrote is kept any more. Immutable.
 */
public final class KeyRing {

    private static final int LEAST_BYTES = 32;
    private static final int MOST_KEYS = 16;

    private static final class Key {

        private final int number;
        private final byte[] secret;

        private Key(int number, byte[] secret) {
            this.number = number;
            this.secret = secret;
        }
    }

    private final List<Key> keys;

    private KeyRing(List<Key> keys) {
        this.keys = keys;
    }

    /**
     * A ring of one key.
     *
     * @param number names the key in what it wrote; 1 to 255, never given to another key
     * @param secret at least 32 random bytes
     */
    public static KeyRing of(int number, byte[] secret) {
        return new KeyRing(List.of(checked(number, secret)));
    }

    /** This ring and a key to read with; 16 at most, from the newest to the oldest. */
    public KeyRing older(int number, byte[] secret) {
        Key key = checked(number, secret);
        if (keys.size() == MOST_KEYS || keys.stream().anyMatch(known -> known.number == number)) {
            throw new IllegalArgumentException(
                    "A ring has at most " + MOST_KEYS + " keys, each with a number of its own; this was " + number);
        }
        List<Key> more = new ArrayList<>(keys);
        more.add(key);
        return new KeyRing(List.copyOf(more));
    }

    private static Key checked(int number, byte[] secret) {
        if (number < 1 || number > 255 || secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException("A key has a number of 1 to 255 and at least " + LEAST_BYTES
                    + " bytes; key " + number + " has not");
        }
        return new Key(number, secret.clone());
    }

    /** This ring for one purpose: what is learnt of its keys tells nothing of another purpose's. */
    KeyRing derived(String purpose) {
        return new KeyRing(keys.stream()
                .map(key ->
                        new Key(key.number, Hmac.with(key.secret).part(purpose).end()))
                .toList());
    }

    /** The numbers, that to write with first. */
    List<Integer> numbers() {
        return keys.stream().map(key -> key.number).toList();
    }

    int current() {
        return keys.get(0).number;
    }

    byte @Nullable [] secret(int number) {
        for (Key key : keys) {
            if (key.number == number) {
                return key.secret;
            }
        }
        return null;
    }

    /** Names the numbers only. */
    @Override
    public String toString() {
        return "keys " + numbers();
    }
}
