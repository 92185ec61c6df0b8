package my.kilat.platform.http;

/** Decides whether a stream of server-sent events may be opened. */
@FunctionalInterface
public interface EventStreamHandler {
    /**
     * Runs on a virtual thread. Returns the receiver of the open stream, or throws a
     * {@link my.kilat.platform.failure.Failure}, whose status and body are the response.
     */
    Accepted accept(Call call) throws Exception;

    /** The receiver of a stream that may be opened. */
    @FunctionalInterface
    interface Accepted {
        /** Receives the open stream, on the event loop; it must not block. Not called if the client has disconnected by then. */
        void opened(EventStream stream);
    }
}
