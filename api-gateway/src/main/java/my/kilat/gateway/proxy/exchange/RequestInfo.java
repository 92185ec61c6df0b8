package my.kilat.gateway.proxy.exchange;

import my.kilat.gateway.proxy.policy.Cors;
import my.kilat.gateway.wire.Method;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.net.Address;

/** Data from a request's head that is kept after the request was forwarded. Reused between requests. */
public final class RequestInfo {
    private final Address peer;
    private Method method = Method.GET;
    private boolean oldVersion;
    private boolean acceptsGzip;
    private byte[] id = new byte[0];
    private int origin = Cors.NONE;
    private Address address;

    RequestInfo(Address peer) {
        this.peer = peer;
        this.address = peer;
    }

    void begin(RequestHead head) {
        method = head.method();
        oldVersion = head.oldVersion();
        acceptsGzip = false;
        origin = Cors.NONE;
        address = peer;
    }

    /** Starts a request whose head could not be parsed. */
    void beginUnread(byte[] newId) {
        method = Method.GET;
        oldVersion = false;
        acceptsGzip = false;
        origin = Cors.NONE;
        id = newId;
    }

    /** Sets the id by which the request is known in logs, and to its upstream. */
    public void identify(byte[] newId) {
        id = newId;
    }

    /** Sets the client address, resolved through trusted proxies. */
    public void comesFrom(Address from) {
        address = from;
    }

    /** Sets the index of the allowed origin, or {@link Cors#NONE}. */
    public void sentBy(int allowedOrigin) {
        origin = allowedOrigin;
    }

    /** Sets whether the response may be compressed. */
    public void accepts(boolean gzip) {
        acceptsGzip = gzip;
    }

    public Method method() {
        return method;
    }

    /** Whether the client speaks HTTP/1.0. */
    public boolean oldVersion() {
        return oldVersion;
    }

    boolean acceptsGzip() {
        return acceptsGzip;
    }

    public byte[] id() {
        return id;
    }

    public int origin() {
        return origin;
    }

    public Address address() {
        return address;
    }
}
