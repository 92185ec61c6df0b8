package my.kilat.local;

/**
 * A server of this machine could not be found, started or ended. The message is one sentence for the person at the
 * keyboard, followed, where there is one, by the end of the server's own log.
 */
public final class LocalServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LocalServerException(String message) {
        super(message);
    }

    public LocalServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
