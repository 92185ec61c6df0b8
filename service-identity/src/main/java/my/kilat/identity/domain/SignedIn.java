package my.kilat.identity.domain;

/** An account that has just registered, logged in or refreshed, with its tokens. */
public record SignedIn(Account account, String access, String refresh) {
    /** Omits the tokens. */
    @Override
    public String toString() {
        return "SignedIn[" + account.id() + "]";
    }
}
