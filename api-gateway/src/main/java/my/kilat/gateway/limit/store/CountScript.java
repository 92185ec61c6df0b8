package my.kilat.gateway.limit.store;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.ToIntFunction;
import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.limit.Charges;

/**
 * The Lua script that counts a request in all its buckets at once, in fixed windows of a minute that each begin with the
 * caller's first request, as the in-memory limiter does. A key expires with its window. Only the store's clock is used.
 */
final class CountScript {
    private static final String WINDOW = Long.toString(Duration.ofMinutes(1).toMillis());

    /**
     * Keys are the buckets, arguments their limits, then how much is counted in each, and then the window. Gives what each would
     * hold and its time left, up to one that has not enough left; in that one nothing is counted.
     */
    private static final String TEXT = """
            local found = {}
            for i = 1, #KEYS do
              local cost = tonumber(ARGV[#KEYS + i])
              local count = tonumber(redis.call('GET', KEYS[i]) or '0') + cost
              local left = redis.call('PTTL', KEYS[i])
              local fresh = left < 0
              if fresh then
                left = tonumber(ARGV[2 * #KEYS + 1])
              end
              found[2 * i - 1] = count
              found[2 * i] = left
              if count > tonumber(ARGV[i]) then
                break
              end
              redis.call('INCRBY', KEYS[i], cost)
              if fresh then
                redis.call('PEXPIRE', KEYS[i], left)
              end
            end
            return found
            """;

    private static final String DIGEST = digest();
    private static final String PREFIX = "kilat:limit:";

    private CountScript() {}

    private static String digest() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(TEXT.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes SCRIPT LOAD, after which the script can be called by its digest. */
    static void writeLoad(ByteBuf out) {
        Resp.begin(out, 3);
        Resp.word(out, "SCRIPT");
        Resp.word(out, "LOAD");
        Resp.word(out, TEXT);
    }

    /** Runs the script on a key of its own, to check the permissions for the key and the script. */
    static void writeTrial(ByteBuf out) {
        Resp.begin(out, 7);
        Resp.word(out, "EVALSHA");
        Resp.word(out, DIGEST);
        Resp.word(out, "1");
        Resp.word(out, PREFIX + "trial");
        Resp.word(out, Integer.toString(Integer.MAX_VALUE));
        Resp.word(out, "1");
        Resp.word(out, WINDOW);
    }

    /**
     * Writes the command that counts a request.
     *
     * @param whole whether to send the script itself, because the store has lost it
     */
    static void writeCount(ByteBuf out, Charges charges, ToIntFunction<Allowance> limits, boolean whole) {
        int size = charges.size();
        Resp.begin(out, 3 + 3 * size + 1);
        Resp.word(out, whole ? "EVAL" : "EVALSHA");
        Resp.word(out, whole ? TEXT : DIGEST);
        Resp.word(out, Integer.toString(size));
        for (int i = 0; i < size; i++) {
            Resp.word(out, key(charges, i));
        }
        for (int i = 0; i < size; i++) {
            Resp.word(out, Integer.toString(limits.applyAsInt(charges.allowance(i))));
        }
        for (int i = 0; i < size; i++) {
            Resp.word(out, Integer.toString(charges.cost(i)));
        }
        Resp.word(out, WINDOW);
    }

    private static String key(Charges charges, int i) {
        return PREFIX
                + charges.allowance(i).letter()
                + (charges.user(i) ? 'u' : 'a')
                + Long.toHexString(charges.high(i))
                + ':'
                + Long.toHexString(charges.low(i));
    }
}
