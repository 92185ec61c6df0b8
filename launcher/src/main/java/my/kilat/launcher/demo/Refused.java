package my.kilat.launcher.demo;

/** The platform refused a request for good: a status of 400 or above that a retry does not change. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(String operation, int status, String message) {
        super("\"" + operation + "\" was refused with " + status + ": " + message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
