package my.kilat.platform.failure;

/**
 * An event depends on one that has not arrived yet, such as the event that introduces its booking. The handler is called
 * again later, and the attempt does not count towards those after which an event becomes a dead letter.
 */
public class NotYetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotYetException(String message) {
        super(message);
    }
}
