package my.kilat.contract.identity;

/** An e-mail address in any letter case and the password that goes with it. */
public record LoginRequest(String email, String password) {}
