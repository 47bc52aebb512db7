package dev.onefold.http;

import java.util.Base64;

/**
 * What a key is unique in. What is not in the scope is in the fingerprint, so a key that is used again for something
 * else is either another key or a mismatch, and never a replay.
 */
public enum KeyScope {

    /** The caller: the same key on another operation or path is a mismatch. */
    CALLER {
        @Override
        String key(String key, RequestHead head) {
            return key;
        }
    },

    /** The caller and the operation: each kind of call has keys of its own; another path of it is a mismatch. */
    OPERATION {
        @Override
        String key(String key, RequestHead head) {
            return digest(new PartsDigest().text(head.operation()).text(key));
        }
    },

    /** The caller, the method and the concrete path: each has keys of its own. */
    PATH {
        @Override
        String key(String key, RequestHead head) {
            return digest(new PartsDigest()
                    .text(head.method())
                    .text(CanonicalUri.path(head.path()))
                    .text(key));
        }
    };

    /**
     * What a request's key is among all keys of its caller.
     *
     * @param key as the caller sent it
     */
    abstract String key(String key, RequestHead head);

    private static String digest(PartsDigest parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.digest());
    }
}
