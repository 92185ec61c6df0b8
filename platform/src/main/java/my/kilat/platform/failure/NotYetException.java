package my.kilat.platform.failure;

/**
 * An event depends on one that has not arrived yet, such as the event that introduces its booking. A handler that throws this is
 * asked again later, and the attempt does not count towards those after which an event is given up.
 */
public class NotYetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotYetException(String message) {
        super(message);
    }
}
