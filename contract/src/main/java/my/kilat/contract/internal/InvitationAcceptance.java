package my.kilat.contract.internal;

/**
 * Whoever was invited chooses a password.
 *
 * @param token from the link of the invitation
 */
public record InvitationAcceptance(String token, String password) {
    /** Omits both. */
    @Override
    public String toString() {
        return "InvitationAcceptance";
    }
}
