package my.kilat.platform.routing;

import java.io.IOException;
import java.io.Serial;

/** An answer that states neither a way nor the absence of a route. */
final class UnusableAnswerException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnusableAnswerException(String message) {
        super(message);
    }
}
