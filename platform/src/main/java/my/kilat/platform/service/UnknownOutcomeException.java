package my.kilat.platform.service;

/**
 * A request that changes something has been sent, or may have been, and no response has come: it may have been carried out or not.
 * Checked, so that no caller takes it for a failure.
 */
public final class UnknownOutcomeException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * For a request without a response.
     *
     * @param why in words that people can be shown
     */
    public UnknownOutcomeException(String why) {
        super(why);
    }

    /** Why nobody knows, in words that people can be shown. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
