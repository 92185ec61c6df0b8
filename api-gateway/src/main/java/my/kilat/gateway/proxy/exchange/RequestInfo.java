package my.kilat.gateway.proxy.exchange;

import my.kilat.gateway.proxy.policy.Cors;
import my.kilat.gateway.wire.Method;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.net.Address;

/** What is kept of a request's head, which is gone once the request is forwarded. Reused from request to request. */
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

    /** There is no head that could be read. */
    void beginUnread(byte[] newId) {
        method = Method.GET;
        oldVersion = false;
        acceptsGzip = false;
        origin = Cors.NONE;
        id = newId;
    }

    /** The id by which the request is known in logs, and to its upstream. */
    public void identify(byte[] newId) {
        id = newId;
    }

    /** The address that the request came from, behind proxies that are trusted. */
    public void comesFrom(Address from) {
        address = from;
    }

    /** Which of the allowed origins sent it, or {@link Cors#NONE}. */
    public void sentBy(int allowedOrigin) {
        origin = allowedOrigin;
    }

    /** Whether the response may be compressed. */
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
