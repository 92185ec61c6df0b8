package my.kilat.platform.http;

/** Decides whether a stream of server-sent events may be opened. */
@FunctionalInterface
public interface EventStreamHandler {
    /**
     * Runs on a virtual thread. Returns what to do with the open stream; or throws a
     * {@link my.kilat.platform.failure.Failure}, which is answered with its status and body.
     */
    Accepted accept(Call call) throws Exception;

    /** What becomes of a stream that may be opened. */
    @FunctionalInterface
    interface Accepted {
        /** The stream is open. Runs on the event loop and must not block; never called if the client is gone by then. */
        void opened(EventStream stream);
    }
}
