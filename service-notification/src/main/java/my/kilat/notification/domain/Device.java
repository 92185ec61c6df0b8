package my.kilat.notification.domain;

/**
 * A device that gets push messages.
 *
 * @param generation of its user's sessions at its registration; once they have ended it gets no more
 */
public record Device(long id, String token, long generation) {
    /** Omits the token. */
    @Override
    public String toString() {
        return "Device[" + id + "]";
    }
}
