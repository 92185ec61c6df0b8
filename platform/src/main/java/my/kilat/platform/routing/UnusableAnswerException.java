package my.kilat.platform.routing;

import java.io.IOException;
import java.io.Serial;

/** A server answered something else than a way, or that there is none. */
final class UnusableAnswerException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnusableAnswerException(String message) {
        super(message);
    }
}
