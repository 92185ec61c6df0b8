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

/** How far a request has come in its admission, and what the stages have found out. Reused from request to request. */
public final class AdmissionState implements CountListener {
    /** What the rate limiter has said. */
    public enum Counting {
        NOT_YET,
        WITHIN,
        BEYOND,
        /** The shared store has not answered: this gateway counts alone. */
        ALONE
    }

    /** What is known about the token of a request that had to be verified first. */
    public enum Verdict {
        UNKNOWN,
        GOOD,
        BAD,
        /** The keys cannot be had now. */
        UNSURE
    }

    private final Exchange exchange;
    private final ExchangeContext context;
    private final Quota quota = new Quota();
    private final Charges charges = new Charges();
    private int stage;
    /** The head of a request that waits. */
    private @Nullable RequestHead parked;

    /** What it was to wait for is there already. */
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

    /** Lets a request pass, answers it, or keeps its head because something has to be waited for. */
    void start(RequestHead head, ByteBuf rest) {
        if (!admit(head, rest)) {
            parked = context.parkedHeads().park(head);
        }
    }

    /** Goes on where admission waits. */
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

    /** What the request waits for is there. */
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

    /** Admission goes on after so many nanoseconds. */
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

    /** The stage at which admission goes on. */
    public int stage() {
        return stage;
    }

    /** Admission waits at this stage, which is run again. */
    public void waitAt(int index) {
        stage = index;
    }

    /** The route that the path belongs to. */
    public void matched(Route to) {
        route = to;
    }

    /** The route, or null before it was looked for and for what the gateway answers itself. */
    public @Nullable Route route() {
        return route;
    }

    /** The token is one that was verified a moment ago. */
    public void known(Caller by) {
        caller = by;
    }

    /** The token was verified for this request, which waits for that. */
    public void verified(@Nullable Caller by, Verdict how) {
        caller = by;
        verdict = how;
        wake();
    }

    /** Who sent the request; null for a request without a token that is good. */
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

    /** The user's other sockets were asked for a sign of life, to make room for this one. */
    public void askForRoom() {
        askedForRoom = true;
    }

    public boolean askedForRoom() {
        return askedForRoom;
    }

    /** How many bytes the body may have. */
    public void allowBody(long most) {
        mostBody = most;
    }

    public long mostBody() {
        return mostBody;
    }

    /** The request is to become a WebSocket, and is counted as one. */
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
