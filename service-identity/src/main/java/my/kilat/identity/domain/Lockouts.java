package my.kilat.identity.domain;

/**
 * The rules by which failed logins lock an account.
 *
 * @param ofClient failures from one network address lock it for that address
 * @param ofAccount failures from all addresses together lock it for those from which it was not used before
 */
public record Lockouts(Lockout ofClient, Lockout ofAccount) {}
