package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import my.kilat.gateway.limit.Charges;
import my.kilat.gateway.limit.Quota;
import my.kilat.gateway.limit.store.CountListener;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.OpenSockets;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/** The progress of a request's admission, and the results of its stages. Reused between requests. */
public final class AdmissionState implements CountListener {
    /** The result of the rate limiter. */
    public enum Counting {
        NOT_YET,
        WITHIN,
        BEYOND,
        /** The shared store has not replied: this gateway counts alone. */
        ALONE
    }

    /** The result of verifying a token. */
    public enum Verdict {
        UNKNOWN,
        GOOD,
        BAD,
        /** The keys are unavailable. */
        UNSURE
    }

    private final Exchange exchange;
    private final ExchangeContext context;
    private final Quota quota = new Quota();
    private final Charges charges = new Charges();
    private int stage;
    /** The head of a waiting request. */
    private @Nullable RequestHead parked;

    /** Whether {@link #wake} was called before the request began to wait. */
    private boolean woken;

    private @Nullable Route route;
    private @Nullable Caller caller;
    private Verdict verdict = Verdict.UNKNOWN;
    private Counting counting = Counting.NOT_YET;
    private boolean askedForRoom;
    private long mostBody;
    private OpenSockets.@Nullable Slot socketSlot;

    AdmissionState(Exchange exchange, ExchangeContext context) {
        this.exchange = exchange;
        this.context = context;
    }

    void begin() {
        stage = 0;
        route = null;
        caller = null;
        verdict = Verdict.UNKNOWN;
        counting = Counting.NOT_YET;
        askedForRoom = false;
        mostBody = 0;
        quota.clear();
    }

    /** Admits a request, answers it, or keeps its head because it has to wait. */
    void start(RequestHead head, ByteBuf rest) {
        if (!admit(head, rest)) {
            parked = context.parkedHeads().park(head);
        }
    }

    /** Continues a waiting admission. */
    void resume(ByteBuf rest) {
        RequestHead head = parked;
        if (head == null) {
            return;
        }
        parked = null;
        if (admit(head, rest)) {
            context.parkedHeads().release(head);
        } else {
            parked = head;
        }
    }

    private boolean admit(RequestHead head, ByteBuf rest) {
        do {
            woken = false;
            if (context.admission().admit(exchange, head, rest)) {
                return true;
            }
        } while (woken);
        return false;
    }

    /** Continues the admission, because the result that it waits for is available. */
    public void wake() {
        if (parked == null) {
            woken = true;
        } else {
            exchange.client().resumeAdmission();
        }
    }

    boolean isParked() {
        return parked != null;
    }

    /** Continues the admission after this many nanoseconds. */
    public void resumeIn(long nanos) {
        long number = exchange.number();
        LoopContext loop = context.loop();
        var _ = loop.eventLoop()
                .schedule(
                        () -> {
                            if (exchange.is(number)) {
                                loop.tick();
                                wake();
                            }
                        },
                        nanos,
                        TimeUnit.NANOSECONDS);
    }

    /** How many bytes of a head are kept. */
    long held() {
        RequestHead head = parked;
        return head == null ? 0 : head.length();
    }

    /** The stage at which admission continues. */
    public int stage() {
        return stage;
    }

    /** Makes admission wait at this stage, which is then run again. */
    public void waitAt(int index) {
        stage = index;
    }

    /** Sets the route of the path. */
    public void matched(Route to) {
        route = to;
    }

    /** The route; null before it was looked up and for the gateway's own endpoints. */
    public @Nullable Route route() {
        return route;
    }

    /** Sets the caller of a recently verified token. */
    public void known(Caller by) {
        caller = by;
    }

    /** Sets the result of verifying the token of this request, which waits for it. */
    public void verified(@Nullable Caller by, Verdict how) {
        caller = by;
        verdict = how;
        wake();
    }

    /** The sender of the request; null for a request without a valid token. */
    public @Nullable Caller caller() {
        return caller;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** This gateway has counted the request. */
    public void countedHere() {
        counting = Counting.WITHIN;
    }

    @Override
    public boolean waits(long number) {
        return exchange.is(number);
    }

    @Override
    public void counted(boolean within) {
        counting = within ? Counting.WITHIN : Counting.BEYOND;
        wake();
    }

    @Override
    public void notCounted() {
        counting = Counting.ALONE;
        wake();
    }

    public Counting counting() {
        return counting;
    }

    @Override
    public Charges charges() {
        return charges;
    }

    @Override
    public Quota quota() {
        return quota;
    }

    /** The user's other sockets have been pinged, to close a dead one in favour of this one. */
    public void askForRoom() {
        askedForRoom = true;
    }

    public boolean askedForRoom() {
        return askedForRoom;
    }

    /** Sets the largest body in bytes. */
    public void allowBody(long most) {
        mostBody = most;
    }

    public long mostBody() {
        return mostBody;
    }

    /** Sets the slot of a request that is to become a WebSocket. */
    public void takeSocketSlot(OpenSockets.Slot slot) {
        socketSlot = slot;
    }

    OpenSockets.@Nullable Slot socketSlot() {
        return socketSlot;
    }

    /** The request is over. */
    void end(long now) {
        RequestHead head = parked;
        if (head != null) {
            parked = null;
            context.parkedHeads().release(head);
        }
        OpenSockets.Slot left = socketSlot;
        if (left != null) {
            socketSlot = null;
            left.leave(now);
        }
    }
}
