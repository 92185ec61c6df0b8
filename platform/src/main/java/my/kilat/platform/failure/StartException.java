package my.kilat.platform.failure;

import org.jspecify.annotations.Nullable;

/** A service cannot start. The message is one sentence for whoever started it: what is missing and what to do. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
