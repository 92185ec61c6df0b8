package my.kilat.launcher.supervise;

/** An order to the supervisor is refused, and nothing was done. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    private RefusedException(int status, String words) {
        super(words);
        this.status = status;
    }

    static RefusedException invalid(String words) {
        return new RefusedException(400, words);
    }

    static RefusedException unknown(String words) {
        return new RefusedException(404, words);
    }

    static RefusedException conflict(String words) {
        return new RefusedException(409, words);
    }

    /** The status of the HTTP answer. */
    int status() {
        return status;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
