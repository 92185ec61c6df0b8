package my.kilat.gateway.proxy.exchange;

import java.util.Objects;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.InFlightSlot;
import my.kilat.gateway.proxy.policy.RetryAfter;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.upstream.Upstream;
import org.jspecify.annotations.Nullable;

/** The upstream of a request, its slot there, and the chosen instance. */
final class UpstreamTarget {
    private final Exchange exchange;
    private final LoopContext loop;
    private final InFlightSlot slot = new InFlightSlot();
    private @Nullable Upstream upstream;
    private @Nullable Instance instance;

    UpstreamTarget(Exchange exchange, LoopContext loop) {
        this.exchange = exchange;
        this.loop = loop;
    }

    void address(Upstream to) {
        upstream = to;
    }

    Upstream upstream() {
        return Objects.requireNonNull(upstream);
    }

    Instance instance() {
        return Objects.requireNonNull(instance);
    }

    /**
     * Takes a slot at the upstream, of a separate kind for a request that is still arriving; refuses the request if all are
     * taken.
     */
    boolean enter(boolean upload) {
        Upstream to = upstream();
        if (slot.take(to, upload, loop.now())) {
            return true;
        }
        long wait = upload ? to.uploadsFreeIn(loop.now()) : to.placesFreeIn(loop.now());
        exchange.refuse(503, to.name() + " is busy; try again in a moment", RetryAfter.nanos(wait));
        return false;
    }

    /** Chooses an instance of the upstream; refuses the request if none is available. */
    @Nullable
    Instance choose() {
        Instance chosen = upstream().choose(loop.now(), null);
        if (chosen == null) {
            exchange.refuse(503, upstream().name() + " is unavailable; try again in a moment", availableIn());
        }
        return chosen;
    }

    /** When the first instance may be tried again. */
    RetryAfter availableIn() {
        return RetryAfter.nanos(upstream().availableIn(loop.now()));
    }

    /** Sets the instance, instead of one that was chosen before. */
    void aim(Instance chosen) {
        leaveInstance();
        instance = chosen;
        chosen.begin();
    }

    /** Releases the slot at the upstream. */
    void leaveSlot() {
        slot.giveBack(loop.now());
    }

    void end() {
        leaveInstance();
        leaveSlot();
    }

    private void leaveInstance() {
        Instance left = instance;
        if (left != null) {
            instance = null;
            left.end();
        }
    }
}
