package my.kilat.contract.identity;

/** The refresh token of the last pair; it is worth nothing afterwards, but for a grace of 30 seconds. */
public record RefreshRequest(String refreshToken) {

    /** Without what must not stand in a log. */
    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
