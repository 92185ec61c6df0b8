package my.kilat.contract.identity;

/** An e-mail address in any letter case, and its password. */
public record LoginRequest(String email, String password) {

    /** Omits the password. */
    @Override
    public String toString() {
        return "LoginRequest[email=" + email + "]";
    }
}
