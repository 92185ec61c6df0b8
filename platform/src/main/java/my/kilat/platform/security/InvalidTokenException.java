package my.kilat.platform.security;

/** A token that is not ours, not an access token, damaged, or expired. The message never contains the token. */
public final class InvalidTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidTokenException(String message) {
        super(message, null, false, false);
    }
}
