package my.kilat.contract.identity;

/**
 * The result of register, login and refresh.
 *
 * @param accessToken authorises every other operation, for 15 minutes unless set otherwise
 * @param refreshToken can be exchanged for the next pair once, within 7 days unless set otherwise
 * @param user the account
 */
public record AuthResult(String accessToken, String refreshToken, User user) {

    /** Omits the tokens. */
    @Override
    public String toString() {
        return "AuthResult[user=" + user + "]";
    }
}
