package my.kilat.gateway.proxy.loop;

/**
 * The bytes that the connections of an event loop buffer for clients that send or read slowly, and their limit. Beyond it, the
 * connections that have buffered most for longest are closed.
 */
public final class ByteBudget {
    private final long most;
    private final Runnable relief;
    private long held;
    private boolean relieving;

    /**
     * @param most bytes
     * @param relief run after the current event when the limit is exceeded
     */
    ByteBudget(long most, Runnable relief) {
        this.most = most;
        this.relief = relief;
    }

    void add(long bytes) {
        held += bytes;
        if (held > most && !relieving) {
            relieving = true;
            relief.run();
        }
    }

    /** Bytes held. */
    public long held() {
        return held;
    }

    /** Whether there is room for optional buffering. */
    public boolean isRoomy() {
        return held < most - most / 4;
    }

    /** Whether connections have to be closed; a little below the limit, so that not every connection runs into it. */
    boolean isOverfull() {
        return held > most - most / 8;
    }

    void relieved() {
        relieving = false;
    }
}
