package my.kilat.gateway.proxy;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.limit.Charges;
import my.kilat.gateway.limit.store.SharedCounters;
import my.kilat.gateway.pages.Page;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.wire.Field;
import my.kilat.gateway.wire.Fields;
import my.kilat.gateway.wire.Method;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.net.Address;
import my.kilat.platform.security.Caller;

/**
 * Whether a request may pass: preflight, the gateway's own pages, route, token, rate, size. Top to bottom, each step
 * either answers or leaves the request to the next.
 */
final class Admission {
    private static final int MOST_HOPS = 16;

    private final ProxyServer engine;

    Admission(ProxyServer engine) {
        this.engine = engine;
    }

    /**
     * Lets a request pass, or answers it.
     *
     * @return false when something has to be known first: its token, what the store of limits says, or which of the user's
     *     sockets are alive
     */
    boolean admit(Exchange exchange, RequestHead head, ByteBuf rest) {
        LoopContext loop = exchange.loop;
        identify(exchange, head);
        if (head.method() == Method.OPTIONS) {
            ResponseWriter.writePreflight(exchange);
            return true;
        }
        Route route = engine.routes().find(head.bytes(), head.pathStart(), head.pathEnd());
        if (route == null) {
            return own(exchange, head);
        }
        AccessToken token = loop.token.read(head, route.socket());
        if (token.isPresent() && exchange.caller == null) {
            Caller known = loop.tokens.find(token.bytes(), token.from(), token.to(), loop.now());
            if (known != null) {
                exchange.caller = known;
            } else if (!route.open() && exchange.verdict == Exchange.Verdict.UNKNOWN) {
                return verify(exchange, token);
            }
        }
        Limit limit = limit(exchange, route.allowance());
        if (limit != Limit.WITHIN) {
            return limit == Limit.REFUSED;
        }
        if (exchange.caller == null && !route.open()) {
            refuseToken(exchange, token, route);
            return true;
        }
        long mostBody = head.contentLength() > 0 || head.chunked() ? engine.mostBody(route, head) : 0;
        if (head.contentLength() > mostBody) {
            exchange.refuseLarge(mostBody);
            return true;
        }
        if (route.socket() && head.upgradesToWebSocket()) {
            Socket socket = admitSocket(exchange, head.fields());
            if (socket != Socket.ADMITTED) {
                return socket == Socket.REFUSED;
            }
        }
        exchange.forward(route, engine.upstream(route), head, rest, mostBody);
        return true;
    }

    private void identify(Exchange exchange, RequestHead head) {
        Fields fields = head.fields();
        exchange.requestId = RequestIds.of(fields, exchange.loop);
        exchange.origin = engine.cors().origin(fields);
        exchange.acceptsGzip = engine.limits().gzipFrom() > 0 && GzipEncoder.isAccepted(fields);
        exchange.address = exchange.client.trusted ? forwardedFor(exchange.client.peer, fields) : exchange.client.peer;
        exchange.accessRecord.asked(head, engine.telemetry().samples(exchange.loop));
    }

    /**
     * The address nearest to us in the forwarded ones that is not itself a trusted proxy. Only so many are looked at: what is
     * farther away than any chain of proxies was put there by a caller.
     */
    private Address forwardedFor(Address peer, Fields fields) {
        int looked = 0;
        for (int i = fields.count() - 1; i >= 0; i--) {
            if (fields.field(i) == Field.X_FORWARDED_FOR) {
                String[] hops = fields.value(i).split(",", -1);
                for (int k = hops.length - 1; k >= 0 && looked < MOST_HOPS; k--) {
                    looked++;
                    Address hop = Address.parse(hops[k]);
                    if (hop == null) {
                        return peer;
                    }
                    if (!engine.trustedProxies().hold(hop)) {
                        return hop;
                    }
                }
            }
        }
        return peer;
    }

    /** What the gateway answers itself: its health, its documents, and that there is nothing here. */
    private boolean own(Exchange exchange, RequestHead head) {
        boolean reads = head.method() == Method.GET || head.method() == Method.HEAD;
        String path = reads ? exchange.accessRecord.pathOrEmpty() : "";
        if (path.equals("/live")) {
            engine.live().answer(exchange);
            return true;
        }
        if (path.equals("/health")) {
            engine.health().answer(exchange);
            return true;
        }
        Limit limit = limit(exchange, Allowance.GENERAL);
        if (limit != Limit.WITHIN) {
            return limit == Limit.REFUSED;
        }
        Page page = path.isEmpty() ? null : engine.pages().find(path);
        if (page == null) {
            exchange.refuse(404, "nothing is served at this path");
        } else {
            ResponseWriter.writePage(exchange, page, head.fields());
        }
        return true;
    }

    /** What the limiter says of a request. */
    private enum Limit {
        WITHIN,
        REFUSED,
        WAITS
    }

    /** Counts a request, once; the store may have to be waited for. */
    private Limit limit(Exchange exchange, Allowance allowance) {
        if (exchange.counting == Exchange.Counting.WITHIN || engine.limiter().isOff()) {
            return Limit.WITHIN;
        }
        if (exchange.counting == Exchange.Counting.BEYOND) {
            refuseRate(exchange);
            return Limit.REFUSED;
        }
        SharedCounters shared = exchange.loop.shared;
        if (exchange.counting == Exchange.Counting.NOT_YET) {
            charge(exchange, allowance);
            if (shared != null) {
                if (shared.isExhausted(exchange.charges(), exchange.quota, exchange.loop.now())) {
                    refuseRate(exchange);
                    return Limit.REFUSED;
                }
                if (shared.ask(exchange, exchange.accessRecord.number(), exchange.loop.now())) {
                    return Limit.WAITS;
                }
            }
        }
        if (!engine.limiter().take(exchange.charges(), exchange.quota)) {
            refuseRate(exchange);
            return Limit.REFUSED;
        }
        exchange.counting = Exchange.Counting.WITHIN;
        return Limit.WITHIN;
    }

    private static void charge(Exchange exchange, Allowance allowance) {
        Charges charges = exchange.charges().clear();
        Caller caller = exchange.caller;
        Address address = exchange.address;
        boolean perAddress = allowance == Allowance.CREDENTIALS || allowance == Allowance.REFRESH;
        if (allowance != Allowance.REFRESH) {
            if (caller == null) {
                charges.add(false, address.callerHigh(), address.callerLow(), Allowance.GENERAL);
            } else {
                charges.add(
                        true,
                        caller.userId().getMostSignificantBits(),
                        caller.userId().getLeastSignificantBits(),
                        perAddress ? Allowance.GENERAL : allowance);
            }
        }
        if (perAddress) {
            charges.add(false, address.callerHigh(), address.callerLow(), allowance);
        }
    }

    /**
     * Refuses a refresh whose very body has been sent too often: a client that goes in circles, which the wide allowance of its
     * address would let pass. Counted here, whatever store there is.
     *
     * @param from where in the buffer the body begins
     */
    boolean refusesRepeated(Exchange exchange, ByteBuf request, int from) {
        if (exchange.allowance() != Allowance.REFRESH
                || request.writerIndex() == from
                || engine.limiter().isOff()) {
            return false;
        }
        ByteBuffer hash = ByteBuffer.wrap(sha256(request, from));
        Charges charges =
                exchange.charges().clear().add(false, hash.getLong(), hash.getLong(), Allowance.REFRESH_TOKEN);
        if (engine.limiter().take(charges, exchange.quota)) {
            return false;
        }
        refuseRate(exchange);
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

    /** The caller has sent too many requests. */
    void refuseRate(Exchange exchange) {
        engine.telemetry().limited();
        exchange.refuse(429, "rate limit exceeded", RetryAfter.nanos(exchange.quota.nanosToReset()));
    }

    /**
     * Has a token verified that has not been seen before. Whoever has used up the address's allowance, perhaps with
     * invented tokens, does not get another signature checked.
     */
    private boolean verify(Exchange exchange, AccessToken token) {
        Address address = exchange.address;
        SharedCounters shared = exchange.loop.shared;
        if (engine.limiter().spent(address.callerHigh(), address.callerLow(), exchange.quota)
                || (shared != null && shared.isExhausted(address, exchange.quota, exchange.loop.now()))) {
            refuseRate(exchange);
            return true;
        }
        if (!engine.verification().begin(exchange, token.text())) {
            RetryAfter after = RetryAfter.nanos(engine.verification().freeIn(exchange.loop.now()));
            exchange.refuse(503, "too many tokens are being verified; try again in a moment", after);
            return true;
        }
        return false;
    }

    private void refuseToken(Exchange exchange, AccessToken token, Route route) {
        if (exchange.verdict == Exchange.Verdict.UNSURE) {
            RetryAfter after = RetryAfter.nanos(engine.verification().sureIn(exchange.loop.now()));
            exchange.refuse(503, "tokens cannot be verified at the moment; try again shortly", after);
        } else if (token.isPresent()) {
            exchange.refuse(401, "invalid or expired token");
        } else if (token.isMalformed()) {
            exchange.refuse(401, "authorization header must be Bearer {token}");
        } else if (route.socket()) {
            exchange.refuse(401, "token query parameter is required");
        } else {
            exchange.refuse(401, "authorization header is required");
        }
    }

    /** What has become of a request for a WebSocket. */
    private enum Socket {
        ADMITTED,
        REFUSED,
        WAITS
    }

    /** Foreign pages are refused, and users who have too many. */
    private Socket admitSocket(Exchange exchange, Fields fields) {
        if (!engine.cors().mayOpenSocket(fields, exchange.origin, exchange.client.trusted)) {
            exchange.refuse(403, "this origin may not open a socket");
            return Socket.REFUSED;
        }
        LoopContext loop = exchange.loop;
        switch (engine.sockets().enter(exchange.caller, loop, loop.now(), exchange.askedForRoom)) {
            case OpenSockets.Entry.Welcome(var slot) -> {
                exchange.slot = slot;
                return Socket.ADMITTED;
            }
            case OpenSockets.Entry.Ask(long nanos) -> {
                exchange.askedForRoom = true;
                exchange.readAgainIn(nanos);
                return Socket.WAITS;
            }
            case OpenSockets.Entry.UserHasTooMany(var after) ->
                exchange.refuse(429, "too many open sockets; close one first", after);
            case OpenSockets.Entry.Full(var after) ->
                exchange.refuse(503, "too many open sockets; try again in a moment", after);
        }
        return Socket.REFUSED;
    }
}
