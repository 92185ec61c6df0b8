package my.kilat.platform.failure;

import org.jspecify.annotations.Nullable;

/** A service cannot start. The message is one sentence for the operator: the fault and its remedy. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
