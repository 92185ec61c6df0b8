package my.kilat.identity.domain;

/** Somebody who has just registered, logged in or refreshed, with the tokens for it. */
public record SignedIn(Account account, String access, String refresh) {
    /** Without the tokens. */
    @Override
    public String toString() {
        return "SignedIn[" + account.id() + "]";
    }
}
