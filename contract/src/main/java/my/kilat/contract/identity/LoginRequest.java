package my.kilat.contract.identity;

/** An e-mail address in any letter case and the password that goes with it. */
public record LoginRequest(String email, String password) {

    /** Without what must not stand in a log. */
    @Override
    public String toString() {
        return "LoginRequest[email=" + email + "]";
    }
}
