package dev.onefold.redis;

import dev.onefold.store.StoreException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisScriptingCommands;
import io.lettuce.core.codec.Base16;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A Lua script that is one atomic step and answers with a list. It is sent by its digest, and whole to a server that
 * does not know it yet.
 *
 * @param failure what did not work, for whoever reads the exception
 * @param digest by which a server knows it
 */
record Script(String text, String failure, String digest) {

    Script(String text, String failure) {
        this(text, failure, Base16.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Runs it.
     *
     * @param keys all of one slot
     * @throws StoreException if the server does not answer or refuses; then it ran or not
     */
    List<Object> run(RedisScriptingCommands<String, String> redis, List<String> keys, String... arguments) {
        String[] all = keys.toArray(String[]::new);
        try {
            return Objects.requireNonNull(called(redis, all, arguments));
        } catch (RedisException e) {
            throw new StoreException(failure, e);
        }
    }

    private List<Object> called(RedisScriptingCommands<String, String> redis, String[] keys, String... arguments) {
        try {
            return redis.evalsha(digest, ScriptOutputType.MULTI, keys, arguments);
        } catch (RedisNoScriptException unknown) {
            return redis.eval(text, ScriptOutputType.MULTI, keys, arguments);
        }
    }
}
