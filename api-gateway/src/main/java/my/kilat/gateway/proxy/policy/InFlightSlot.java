package my.kilat.gateway.proxy.policy;

import my.kilat.gateway.upstream.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * The slot of a request at its upstream: among those that are worked on, or among those whose body is still coming. It is
 * given back once, however often that is asked for.
 */
public final class InFlightSlot {
    private @Nullable Upstream at;
    private boolean upload;
    private long since;

    /** Takes one; false when all are taken. One that was held before is given back first. */
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
