package my.kilat.platform.socket;

import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import my.kilat.platform.http.SocketHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client with a socket. It is in its {@link SocketRooms} before the socket opens, so that nothing is missed in between. Frames
 * may be offered by any thread, and wait here while the connection takes no more; all else happens on the event loop of the
 * socket.
 *
 * @param <C> what the service keeps about a client
 */
public final class ClientSocket<C> implements SocketHandler.Accepted {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(30);
    private static final short GOING_AWAY = 1001;
    private static final short TOO_BIG = 1009;
    private static final short TRY_AGAIN_LATER = 1013;
    private static final long NO_TIMER = -1;

    /** Bytes written to a connection that its system has not taken. */
    private static final int MOST_PENDING = 16 * 1024;

    private static final int SYSTEM_BUFFER = 64 * 1024;

    private final SocketRooms<C, ?> rooms;
    private final Vertx vertx;
    private final SocketSettings settings;
    private final String room;
    private final C client;
    private final long openingTimer;

    // Guarded by this.
    private final FrameQueue queue = new FrameQueue();
    private int waiting;
    private @Nullable Frame newest;
    private @Nullable Context loop;
    private boolean sending;
    private boolean left;

    // Only on the event loop.
    private @Nullable ServerWebSocket socket;
    private long pingTimer = NO_TIMER;
    private long pongTimer = NO_TIMER;
    private long writeTimer = NO_TIMER;

    ClientSocket(SocketRooms<C, ?> rooms, Vertx vertx, SocketSettings settings, String room, C client) {
        this.rooms = rooms;
        this.vertx = vertx;
        this.settings = settings;
        this.room = room;
        this.client = client;
        this.openingTimer = vertx.setTimer(OPENS_WITHIN.toMillis(), ignored -> leave());
    }

    /** What the service keeps about the client. */
    public C client() {
        return client;
    }

    String room() {
        return room;
    }

    /** Sends a state before all other frames. Older ones of its subject, which may still come, are dropped. */
    public synchronized void offerFirst(Frame state) {
        if (!state.isOlderThan(newest)) {
            newest = state;
            queue.offerFirst(state);
            countWaiting();
        }
    }

    /**
     * Sends a frame as soon as the connection takes it; never waits for that. A client that is too slow for frames that cannot
     * be dropped is disconnected with status 1013.
     */
    public void offer(Frame frame) {
        Context sender;
        synchronized (this) {
            if (left || isOutdated(frame)) {
                return;
            }
            FrameQueue.Added added = queue.add(frame, rooms.queueLimit(settings.queue()));
            countWaiting();
            if (added == FrameQueue.Added.REJECTED) {
                var _ = close(TRY_AGAIN_LATER, "too slow");
                return;
            }
            if (added == FrameQueue.Added.REPLACED) {
                rooms.countDropped();
            }
            if (sending || loop == null) {
                return;
            }
            sending = true;
            sender = loop;
        }
        sender.runOnContext(ignored -> send());
    }

    /**
     * A client shows each state as that of now, so one that comes late is not for it; nor is the one with which it began, which
     * may still be on its way to here.
     */
    private boolean isOutdated(Frame frame) {
        if (frame.state() == null) {
            return false;
        }
        if (frame.isOlderThan(newest) || frame.equals(newest)) {
            return true;
        }
        newest = frame;
        return false;
    }

    private void countWaiting() {
        int now = queue.size();
        rooms.countWaiting(now - waiting);
        waiting = now;
    }

    // ---- on the event loop

    @Override
    public void opened(ServerWebSocket opened) {
        vertx.cancelTimer(openingTimer);
        socket = opened;
        opened.closeHandler(ignored -> leave());
        opened.exceptionHandler(e -> refuse(opened, e));
        opened.pongHandler(ignored -> awaitPong());
        opened.drainHandler(ignored -> drained());
        keepLittle(opened);
        synchronized (this) {
            loop = vertx.getOrCreateContext();
            sending = true;
        }
        pingTimer = vertx.setPeriodic(settings.ping().toMillis(), ignored -> opened.writePing(Buffer.buffer()));
        awaitPong();
        if (hasLeft()) {
            opened.close(GOING_AWAY);
            cancelTimers();
            return;
        }
        send();
    }

    /**
     * What does not fit here waits in the {@link FrameQueue}, which leaves out old states. Left to itself the system would
     * keep megabytes for a client that stops reading, and the HTTP server another 64 KB.
     */
    private static void keepLittle(ServerWebSocket opened) {
        opened.setWriteQueueMaxSize(MOST_PENDING);
        if (opened instanceof WebSocketInternal connected) {
            connected.channelHandlerContext().channel().config().setOption(ChannelOption.SO_SNDBUF, SYSTEM_BUFFER);
        }
    }

    @Override
    public void notOpened() {
        leave();
    }

    private void send() {
        ServerWebSocket open = socket;
        while (open != null && !open.isClosed()) {
            if (open.writeQueueFull()) {
                awaitWrite();
                return;
            }
            Frame next = next();
            if (next == null) {
                return;
            }
            open.writeFinalTextFrame(next.text());
        }
    }

    private synchronized @Nullable Frame next() {
        Frame next = queue.poll();
        countWaiting();
        if (next == null) {
            sending = false;
        }
        return next;
    }

    private void drained() {
        vertx.cancelTimer(writeTimer);
        send();
    }

    private void awaitWrite() {
        vertx.cancelTimer(writeTimer);
        writeTimer = vertx.setTimer(settings.writeDeadline().toMillis(), ignored -> drop("takes nothing any more"));
    }

    private void awaitPong() {
        vertx.cancelTimer(pongTimer);
        pongTimer = vertx.setTimer(settings.pongWait().toMillis(), ignored -> drop("gives no sign of life"));
    }

    /** Somebody sends more than a client has to say, or what is no frame at all; a broken connection ends up here too. */
    private static void refuse(ServerWebSocket socket, Throwable failure) {
        LOG.debug("a socket broke: {}", failure.toString());
        socket.close(TOO_BIG);
    }

    /** Ends the connection at once: nobody is there to take a farewell. */
    private void drop(String why) {
        LOG.debug("a client is dropped that {}", why);
        if (socket instanceof WebSocketInternal connected) {
            var _ = connected.channelHandlerContext().close();
        }
        leave();
    }

    private void cancelTimers() {
        vertx.cancelTimer(pingTimer);
        vertx.cancelTimer(pongTimer);
        vertx.cancelTimer(writeTimer);
    }

    // ---- on any thread

    private synchronized boolean hasLeft() {
        return left;
    }

    private void leave() {
        Context timers;
        synchronized (this) {
            left = true;
            queue.clear();
            countWaiting();
            timers = loop;
        }
        if (timers != null) {
            timers.runOnContext(ignored -> cancelTimers());
        }
        vertx.cancelTimer(openingTimer);
        rooms.leave(this);
    }

    /**
     * Closes the socket.
     *
     * @param code a status of RFC 6455, such as 1008
     * @param reason at most 123 bytes
     * @return done when the close frame is on its way, or nobody is there to take it
     */
    public Future<Void> close(short code, String reason) {
        Context closer;
        synchronized (this) {
            closer = loop;
        }
        if (closer == null) {
            leave();
            return Future.succeededFuture();
        }
        Promise<Void> closed = Promise.promise();
        closer.runOnContext(ignored -> {
            ServerWebSocket open = socket;
            if (open == null || open.isClosed()) {
                closed.complete();
            } else {
                open.close(code, reason).onComplete(closed);
            }
        });
        return closed.future();
    }
}
