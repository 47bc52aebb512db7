package dev.onefold.redis;

/**
 * The steps of {@link RedisTokenStore}. The first argument of each is how far its clock is ahead of the server's, which is
 * nothing but in tests. What is past its time is looked at by that clock too: Redis drops it when it sees fit.
 */
final class TokenScripts {

    private static final String CLOCK = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1])
            local function text(millis) return string.format('%.0f', millis) end
            """;

    /** {@code seen()}: state, fence, owner, operation, fingerprint; then what is left of the lease, or what was done. */
    private static final String LOOK = CLOCK + """
            local token = KEYS[1]
            local h = redis.call('HMGET', token, 'state', 'fence', 'owner', 'operation', 'fingerprint', 'lease_until',
              'expires_at', 'forget_at', 'verdict', 'code', 'media_type', 'done_at', 'answer_until', 'holder')
            local state = h[1]
            if not state or tonumber(h[8]) <= now or (state == 'issued' and tonumber(h[7]) <= now) then state = 'none' end
            local function seen()
              if state == 'claimed' then
                return {state, h[2], h[3], h[4], h[5], text(tonumber(h[6]) - now)}
              elseif state == 'done' then
                local answer = tonumber(h[13]) > now and redis.call('GET', KEYS[2])
                return {state, h[2], h[3], h[4], h[5], h[9], h[10], h[11], h[12], answer or nil}
              end
              return {state}
            end
            local function lease(length, kept)
              local forget = math.max(tonumber(h[8]), now + kept)
              redis.call('HSET', token, 'lease_until', text(now + length), 'forget_at', text(forget))
              redis.call('PEXPIRE', token, text(forget - now))
            end
            local function mine(owner, fence) return h[3] == owner and h[2] == fence end
            """;

    /** Of a holder. Arguments: token, lifetime, most. */
    static final Script COUNT = new Script(CLOCK + """
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', text(now))
            if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then return {'full'} end
            redis.call('ZADD', KEYS[1], text(now + ARGV[3]), ARGV[2])
            redis.call('PEXPIRE', KEYS[1], text(math.max(redis.call('PTTL', KEYS[1]), tonumber(ARGV[3]))))
            return {'counted'}""", "The token could not be issued");

    /** Arguments: lifetime, holder. */
    static final Script ISSUE = new Script(CLOCK + """
            local expires = text(now + ARGV[2])
            redis.call('HSET', KEYS[1], 'state', 'issued', 'fence', '0', 'holder', ARGV[3],
              'expires_at', expires, 'forget_at', expires)
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return {expires}""", "The token could not be issued");

    static final Script FIND = new Script(LOOK + "return seen()", "The token could not be read");

    /** Arguments: owner, operation, fingerprint, length of the lease, how long the claim is kept. */
    static final Script ACQUIRE = new Script(LOOK + """
            local held = state == 'claimed' and tonumber(h[6]) > now
            if held and h[3] == ARGV[2] then return {'granted', h[2]} end
            local lapsed = state == 'claimed' and not held and h[4] == ARGV[3] and h[5] == ARGV[4]
            if state ~= 'issued' and not lapsed then return seen() end
            local fence = redis.call('HINCRBY', token, 'fence', 1)
            redis.call('HSET', token, 'state', 'claimed', 'owner', ARGV[2], 'operation', ARGV[3], 'fingerprint', ARGV[4])
            lease(ARGV[5], ARGV[6])
            return {'granted', text(fence)}""", "The token could not be claimed");

    /** Arguments: owner, fence, length of the lease, how long the claim is kept. */
    static final Script RENEW = new Script(LOOK + """
            if state ~= 'claimed' or not mine(ARGV[2], ARGV[3]) then return {'lost'} end
            lease(ARGV[4], ARGV[5])
            return {'done'}""", "The lease could not be renewed");

    /**
     * Arguments: owner, fence, operation, fingerprint, verdict, code, media type, content, how long it is kept, how long
     * the token is known.
     */
    static final Script COMPLETE = new Script(LOOK + """
            if state == 'done' and mine(ARGV[2], ARGV[3]) then return {'done', h[14]} end
            if state ~= 'claimed' or not mine(ARGV[2], ARGV[3]) then return {'lost'} end
            redis.call('HSET', token, 'state', 'done', 'operation', ARGV[4], 'fingerprint', ARGV[5], 'verdict', ARGV[6],
              'code', ARGV[7], 'media_type', ARGV[8], 'done_at', text(now), 'answer_until', text(now + ARGV[10]),
              'forget_at', text(now + ARGV[11]))
            redis.call('PEXPIRE', token, ARGV[11])
            redis.call('SET', KEYS[2], ARGV[9], 'PX', ARGV[10])
            return {'done', h[14]}""", "The answer could not be saved");

    /** Arguments: owner, fence. */
    static final Script RELEASE = new Script(LOOK + """
            if state ~= 'claimed' or not mine(ARGV[2], ARGV[3]) then return {'lost'} end
            redis.call('HSET', token, 'state', 'issued', 'forget_at', h[7])
            redis.call('HDEL', token, 'owner', 'operation', 'fingerprint', 'lease_until')
            redis.call('PEXPIRE', token, text(tonumber(h[7]) - now))
            return {'done'}""", "The token could not be released");

    private TokenScripts() {}
}
