package my.kilat.contract.identity;

/** The refresh token of the last pair; it cannot be used again, except within a grace period of 30 seconds. */
public record RefreshRequest(String refreshToken) {

    /** Omits the token. */
    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
