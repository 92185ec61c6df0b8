package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.limit.Charges;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.proxy.exchange.AdmissionState;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.route.Route;

/**
 * Refuses a refresh whose body has been sent too often: a client in a retry loop, which the large allowance of its address
 * would admit. Counted by each gateway alone, even with a shared store.
 */
final class RefreshLimit {
    private final RateLimiter limiter;

    RefreshLimit(RateLimiter limiter) {
        this.limiter = limiter;
    }

    boolean refuses(Exchange exchange, ByteBuf request, int from) {
        AdmissionState state = exchange.admission();
        Route route = state.route();
        if (route == null
                || route.allowance() != Allowance.REFRESH
                || request.writerIndex() == from
                || limiter.isOff()) {
            return false;
        }
        ByteBuffer hash = ByteBuffer.wrap(sha256(request, from));
        Charges charges =
                state.charges().clear().add(false, hash.getLong(), hash.getLong(), Allowance.REFRESH_TOKEN, 1);
        if (limiter.take(charges, state.quota())) {
            return false;
        }
        CountRequest.refuse(exchange);
        return true;
    }

    private static byte[] sha256(ByteBuf bytes, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.nioBuffer(from, bytes.writerIndex() - from));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
