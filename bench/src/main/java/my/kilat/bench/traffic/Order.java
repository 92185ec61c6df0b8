package my.kilat.bench.traffic;

/**
 * What the process that makes the load is told to do.
 *
 * @param port where to connect to, on 127.0.0.1
 * @param connections how many at once
 * @param perSecond requests or frames a second, over all connections
 * @param seconds for how long
 * @param path the target of the requests
 * @param token the access token they carry
 * @param bytes the length of each body that is uploaded
 * @param stalled so many sockets besides that ask for a flood of frames and read none of it
 */
public record Order(
        Kind kind,
        int port,
        int connections,
        int perSecond,
        double seconds,
        String path,
        String token,
        long bytes,
        int stalled) {

    /** The kinds of load. */
    public enum Kind {
        /** Requests at fixed times, whatever becomes of the earlier ones; each connection in its turn. */
        REQUESTS,
        /** Frames that come back, at fixed times. */
        SOCKETS,
        /** Bodies, as fast as they are taken. */
        UPLOADS,
        /** Close the connections of the last order, which stay open until then. */
        RELEASE
    }

    /** Requests. */
    public static Order requests(int port, int connections, int perSecond, double seconds, String path, String token) {
        return new Order(Kind.REQUESTS, port, connections, perSecond, seconds, path, token, 0, 0);
    }

    /** Frames. */
    public static Order sockets(
            int port, int connections, int perSecond, double seconds, String path, String token, int stalled) {
        return new Order(Kind.SOCKETS, port, connections, perSecond, seconds, path, token, 0, stalled);
    }

    /** Uploads. */
    public static Order uploads(int port, int connections, double seconds, String path, String token, long bytes) {
        return new Order(Kind.UPLOADS, port, connections, 0, seconds, path, token, bytes, 0);
    }

    /** The end of the last order. */
    public static Order release() {
        return new Order(Kind.RELEASE, 0, 0, 0, 0, "", "", 0, 0);
    }
}
