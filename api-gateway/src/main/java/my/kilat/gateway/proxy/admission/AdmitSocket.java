package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.AdmissionState;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.Cors;
import my.kilat.gateway.proxy.policy.OpenSockets;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.wire.RequestHead;

/** Counts a request for a WebSocket among the open ones; refuses foreign origins, and users with too many sockets. */
final class AdmitSocket implements Stage {
    private final OpenSockets sockets;
    private final Cors cors;

    AdmitSocket(OpenSockets sockets, Cors cors) {
        this.sockets = sockets;
        this.cors = cors;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        AdmissionState state = exchange.admission();
        Route route = state.route();
        if (route == null || !route.socket() || !head.upgradesToWebSocket()) {
            return Outcome.NEXT;
        }
        boolean trusted = exchange.client().peer().trusted();
        if (!cors.mayOpenSocket(head.fields(), exchange.request().origin(), trusted)) {
            exchange.refuse(403, "this origin may not open a socket");
            return Outcome.DONE;
        }
        LoopContext loop = exchange.loop();
        return switch (sockets.enter(state.caller(), loop.eventLoop(), loop.now(), state.askedForRoom())) {
            case OpenSockets.Entry.Welcome(var slot) -> {
                state.takeSocketSlot(slot);
                yield Outcome.NEXT;
            }
            case OpenSockets.Entry.Ask(long nanos) -> {
                state.askForRoom();
                state.resumeIn(nanos);
                yield Outcome.WAIT;
            }
            case OpenSockets.Entry.UserHasTooMany(var after) -> {
                exchange.refuse(429, "too many open sockets; close one first", after);
                yield Outcome.DONE;
            }
            case OpenSockets.Entry.Full(var after) -> {
                exchange.refuse(503, "too many open sockets; try again in a moment", after);
                yield Outcome.DONE;
            }
        };
    }
}
