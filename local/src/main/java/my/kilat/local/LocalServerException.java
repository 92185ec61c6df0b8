package my.kilat.local;

import java.nio.file.Path;

/**
 * A server of this machine could not be found, started or ended. The message is one sentence for the user, followed, where
 * available, by the end of the server's own log.
 */
public final class LocalServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    public LocalServerException(String message) {
        super(message);
        this.sentence = message;
    }

    public LocalServerException(String message, Throwable cause) {
        super(message, cause);
        this.sentence = message;
    }

    /**
     * @param sentence the fault
     * @param log the log file of the server
     * @param said the end of that
     */
    LocalServerException(String sentence, Path log, String said) {
        super(sentence + " It said (" + log + "):\n" + said);
        this.sentence = sentence;
    }

    /** The message without the server's own log. */
    public String sentence() {
        return sentence;
    }
}
