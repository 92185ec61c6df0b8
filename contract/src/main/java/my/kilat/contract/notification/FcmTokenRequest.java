package my.kilat.contract.notification;

/** The token under which a device receives push messages; not blank. */
public record FcmTokenRequest(String token) {

    /** Without what must not stand in a log. */
    @Override
    public String toString() {
        return "FcmTokenRequest[]";
    }
}
