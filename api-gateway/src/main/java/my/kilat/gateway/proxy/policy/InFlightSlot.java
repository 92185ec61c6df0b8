package my.kilat.gateway.proxy.policy;

import my.kilat.gateway.upstream.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * The slot of a request at its upstream: one for complete requests, or one for requests whose body is still arriving.
 * Releasing it again has no effect.
 */
public final class InFlightSlot {
    private @Nullable Upstream at;
    private boolean upload;
    private long since;

    /** Takes a slot; returns false if all are taken. One that was held before is released first. */
    public boolean take(Upstream upstream, boolean forUpload, long now) {
        giveBack(now);
        if (!(forUpload ? upstream.enterUpload() : upstream.enter())) {
            return false;
        }
        at = upstream;
        upload = forUpload;
        since = now;
        return true;
    }

    public void giveBack(long now) {
        Upstream left = at;
        if (left != null) {
            at = null;
            if (upload) {
                left.leaveUpload(since, now);
            } else {
                left.leave(since, now);
            }
        }
    }
}
