package my.kilat.identity.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import my.kilat.identity.account.Accounts;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.EmailAddress;
import my.kilat.identity.domain.FailedLogins;
import my.kilat.identity.domain.Lockout;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.session.SignedIn;
import my.kilat.identity.token.TokenPair;
import my.kilat.identity.token.Tokens;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;

/**
 * Logins. An address without an account costs the same work, counts the same failures and gets the same answers as a
 * wrong password, so nobody learns from here who has an account.
 */
public final class Logins {
    private final Database database;
    private final Passwords passwords;
    private final Tokens tokens;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Lockout lockout;

    public Logins(
            Database database,
            Passwords passwords,
            Tokens tokens,
            Sessions sessions,
            InstantSource clock,
            Lockout lockout) {
        this.database = database;
        this.passwords = passwords;
        this.tokens = tokens;
        this.sessions = sessions;
        this.clock = clock;
        this.lockout = lockout;
    }

    /**
     * Lets somebody in.
     *
     * @throws Failure.Unauthenticated if there is no such account, or it has another password
     * @throws Failure.TooManyRequests after too many failures, then also with the right password
     * @throws Failure.NotAllowed if the password is right and the account banned
     */
    public SignedIn login(String email, String password) {
        String address = EmailAddress.normal(email);
        byte[] key = FailedLoginRows.keyOf(address);
        Found found = find(address, key);
        refuseIfLocked(found.failures);
        Optional<Holder> holder = found.holder.filter(known -> passwords.matches(password, known.hash));
        if (found.holder.isEmpty()) {
            passwords.matchesNobody(password);
        }
        if (holder.isEmpty()) {
            refuseIfLocked(countFailure(key));
            throw new Failure.Unauthenticated("invalid email or password");
        }
        return letIn(holder.get(), password, key);
    }

    private record Holder(Account account, String hash) {}

    private record Found(FailedLogins failures, Optional<Holder> holder) {}

    private Found find(String address, byte[] key) {
        return database.read(handle -> handle.createQuery("select f.failed_at, f.locked_until, a.password_hash, "
                        + Accounts.COLUMNS
                        + " from (select 1) as always left join login_failure f on f.address_hash = :key"
                        + " left join account a on a.email = :email")
                .bind("key", key)
                .bind("email", address)
                .map((row, context) -> {
                    String hash = row.getString("password_hash");
                    return new Found(
                            FailedLoginRows.read(row),
                            hash == null ? Optional.empty() : Optional.of(new Holder(Accounts.read(row), hash)));
                })
                .one());
    }

    /**
     * Many may try at once, each before the failure of the others is known. What counts is the order in which they come
     * here: only the first few are told that they were wrong.
     *
     * @return what had failed before
     */
    private FailedLogins countFailure(byte[] key) {
        Instant now = clock.instant();
        Duration longest = lockout.window().plus(lockout.pause());
        return database.transact(tx -> {
            FailedLogins before = FailedLoginRows.lock(tx, key, now);
            if (before.locked(now).isEmpty()) {
                FailedLoginRows.write(tx, key, before.and(now, lockout), now, longest);
            }
            return before;
        });
    }

    private SignedIn letIn(Holder holder, String password, byte[] key) {
        TokenPair first = tokens.write(holder.account);
        Optional<String> rehashed =
                passwords.isOutdated(holder.hash) ? Optional.of(passwords.hash(password)) : Optional.empty();
        return database.transact(tx -> {
            FailedLogins failures = FailedLoginRows.lockIfThere(tx, key);
            refuseIfLocked(failures);
            if (holder.account.banned()) {
                throw new Failure.NotAllowed("this account is banned");
            }
            if (!failures.times().isEmpty()) {
                FailedLoginRows.clear(tx, key);
            }
            rehashed.ifPresent(hash -> rehash(tx, holder, hash));
            return sessions.open(tx, holder.account, first);
        });
    }

    private static void rehash(Tx tx, Holder holder, String hash) {
        tx.sql()
                .createUpdate("update account set password_hash = :new where id = :id and password_hash = :old")
                .bind("new", hash)
                .bind("id", holder.account.id())
                .bind("old", holder.hash)
                .execute();
    }

    private void refuseIfLocked(FailedLogins failures) {
        failures.locked(clock.instant()).ifPresent(left -> {
            throw new Failure.TooManyRequests("too many failed logins; try again in " + minutes(left), left);
        });
    }

    private static String minutes(Duration left) {
        long minutes = Math.max(1, left.plusSeconds(59).toMinutes());
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }

    /** Forgets failures that no longer count. */
    public void forgetOld() {
        database.run(tx -> FailedLoginRows.forgetOld(tx, clock.instant()));
    }
}
