package my.kilat.contract.notification;

/** The token of a device for push messages; not blank. */
public record FcmTokenRequest(String token) {

    /** Omits the token. */
    @Override
    public String toString() {
        return "FcmTokenRequest[]";
    }
}
