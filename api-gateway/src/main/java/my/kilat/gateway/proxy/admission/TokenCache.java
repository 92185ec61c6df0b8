package my.kilat.gateway.proxy.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import my.kilat.gateway.wire.Bytes;
import my.kilat.platform.security.Caller;
import my.kilat.platform.security.TokenVerifier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that an event loop has seen in the last half second, found by their bytes. The shared verifier caches tokens by
 * their SHA-256, which costs more than routing and writing a request together; calling it only twice a second for each token
 * takes that off the path, and a revoked token or key is still noticed within half a second. A signature is as good as random,
 * so its last bytes select the slot; the entry there must be equal byte for byte.
 */
final class TokenCache {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int SLOTS = 1024;
    private static final long TRUSTED_FOR = 500_000_000L;

    private final TokenVerifier verifier;
    private final byte[][] tokens = new byte[SLOTS][];
    private final Caller[] callers = new Caller[SLOTS];
    private final long[] until = new long[SLOTS];
    private long changes;

    TokenCache(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /** The caller of a token that was verified before and is still valid, or null if it has to be verified. */
    @Nullable
    Caller find(byte[] bytes, int from, int to, long now) {
        if (to - from < 16) {
            return null;
        }
        long revoked = verifier.revocations().changes();
        if (revoked != changes) {
            changes = revoked;
            Arrays.fill(until, now);
        }
        long mixed = ((long) LONGS.get(bytes, to - 8) ^ (long) LONGS.get(bytes, to - 16)) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 54);
        byte[] known = tokens[slot];
        if (known != null && now - until[slot] < 0 && Arrays.equals(known, 0, known.length, bytes, from, to)) {
            return callers[slot];
        }
        return ask(bytes, from, to, slot, now);
    }

    private @Nullable Caller ask(byte[] bytes, int from, int to, int slot, long now) {
        Caller caller = verifier.cached(Bytes.text(bytes, from, to));
        if (caller != null) {
            tokens[slot] = Arrays.copyOfRange(bytes, from, to);
            callers[slot] = caller;
            until[slot] = now + TRUSTED_FOR;
        }
        return caller;
    }
}
