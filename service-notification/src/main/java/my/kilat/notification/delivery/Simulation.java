package my.kilat.notification.delivery;

/** Of a provider that keeps messages in {@code outgoing_message} instead of sending them: whether it answers. */
public interface Simulation {
    /** Whether it has been told not to answer. */
    boolean isAway();

    /** Tells it whether to answer from now on. */
    void setAway(boolean away);
}
