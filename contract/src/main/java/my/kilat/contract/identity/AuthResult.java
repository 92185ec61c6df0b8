package my.kilat.contract.identity;

/**
 * What register, login and refresh give.
 *
 * @param accessToken opens every other operation, for 15 minutes unless set otherwise
 * @param refreshToken buys the next pair once, within 7 days unless set otherwise
 * @param user the account
 */
public record AuthResult(String accessToken, String refreshToken, User user) {

    /** Without what must not stand in a log. */
    @Override
    public String toString() {
        return "AuthResult[user=" + user + "]";
    }
}
