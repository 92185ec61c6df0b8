package my.kilat.gateway.proxy.loop;

/**
 * What the connections of an event loop hold for callers who send or read slowly, and how much that may be in all. When it
 * is more, those are cut off who have held most for longest.
 */
public final class ByteBudget {
    private final long most;
    private final Runnable relief;
    private long held;
    private boolean relieving;

    /**
     * @param most bytes
     * @param relief is run, once the event at hand is dealt with, when there is too much
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

    /** Whether there is room for what need not be held. */
    public boolean isRoomy() {
        return held < most - most / 4;
    }

    /** Whether so much is held that somebody has to go; a little less than the most, so that not everybody comes here. */
    boolean isOverfull() {
        return held > most - most / 8;
    }

    void relieved() {
        relieving = false;
    }
}
