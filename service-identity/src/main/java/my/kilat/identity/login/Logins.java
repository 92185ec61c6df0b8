package my.kilat.identity.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import my.kilat.identity.account.DevelopmentAccounts;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.Client;
import my.kilat.identity.domain.EmailAddress;
import my.kilat.identity.domain.FailedLogins;
import my.kilat.identity.domain.Lockout;
import my.kilat.identity.domain.LockoutState;
import my.kilat.identity.domain.Lockouts;
import my.kilat.identity.domain.SignedIn;
import my.kilat.identity.domain.TokenPair;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.store.Credentials;
import my.kilat.identity.store.LoginFailures;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;

/**
 * Logins. An e-mail address without an account costs the same work, counts the same failures and gets the same responses as a
 * wrong password, so the existence of an account is not disclosed. Failures are counted according to {@link LockoutState}.
 * Each costs the check of a password, whose rate is limited, so the number of their rows is limited as well.
 */
public final class Logins {
    private final Database database;
    private final Passwords passwords;
    private final Sessions sessions;
    private final DevelopmentAccounts.Closed closed;
    private final InstantSource clock;
    private final Lockouts lockouts;

    /**
     * @param closed accounts that may not be used in this environment
     * @param lockouts after how many failures an account is locked
     */
    public Logins(
            Database database,
            Passwords passwords,
            Sessions sessions,
            DevelopmentAccounts.Closed closed,
            InstantSource clock,
            Lockouts lockouts) {
        this.database = database;
        this.passwords = passwords;
        this.sessions = sessions;
        this.closed = closed;
        this.clock = clock;
        this.lockouts = lockouts;
    }

    /**
     * Authenticates a user and opens a session.
     *
     * @throws Failure.Unauthenticated if there is no such account, or it has another password
     * @throws Failure.TooManyRequests after too many failures, then also with the right password
     * @throws Failure.NotAllowed if the password is right and the account banned
     */
    public SignedIn login(String email, String password, Client client) {
        String address = EmailAddress.normal(email);
        Keys keys = new Keys(LoginFailures.keyOf(address), client.keyFor(address));
        Credentials.Found found = Credentials.find(database, address, keys.account, keys.client);
        refuseIfLocked(found.lockout());
        Optional<Credentials.Holder> holder = found.holder().filter(known -> passwords.matches(password, known.hash()));
        if (found.holder().isEmpty()) {
            passwords.matchesNobody(password);
        }
        if (holder.filter(known -> isOpen(known.account(), password)).isEmpty()) {
            refuseIfLocked(countFailure(keys, found.lockout().known()));
            throw new Failure.Unauthenticated("invalid email or password");
        }
        return openSession(holder.get(), password, client, keys, found.lockout().known());
    }

    private boolean isOpen(Account account, String password) {
        return !closed.includes(account) && !closed.opens(account.email(), password);
    }

    /** The keys under which failures are counted: of the account from all addresses, and from one network address. */
    private record Keys(byte[] account, byte[] client) {}

    /**
     * Concurrent attempts may start before the failures of the others are stored. They are counted in the order in which they
     * arrive here: only the first few learn that the password was wrong.
     *
     * @return the failures before this one
     */
    private LockoutState countFailure(Keys keys, boolean known) {
        Instant now = clock.instant();
        return database.transact(tx -> {
            FailedLogins everywhere = LoginFailures.lock(tx, keys.account, null, now);
            boolean counting = everywhere.locked(now).isEmpty();
            if (!counting && !known) {
                return new LockoutState(FailedLogins.NONE, everywhere, false);
            }
            FailedLogins here = LoginFailures.lock(tx, keys.client, keys.account, now);
            if (here.locked(now).isEmpty()) {
                write(tx, keys.client, here, lockouts.ofClient(), now);
                if (counting) {
                    write(tx, keys.account, everywhere, lockouts.ofAccount(), now);
                }
            }
            return new LockoutState(here, everywhere, known);
        });
    }

    private static void write(Tx tx, byte[] key, FailedLogins before, Lockout lockout, Instant now) {
        Duration longest = lockout.window().plus(lockout.pause());
        LoginFailures.write(tx, key, before.and(now, lockout), now, longest);
    }

    /** Deletes the failures from this network address only; those from elsewhere may be somebody else's. */
    private SignedIn openSession(Credentials.Holder holder, String password, Client client, Keys keys, boolean known) {
        TokenPair first = sessions.firstPair(holder.account());
        Optional<String> rehashed =
                passwords.isOutdated(holder.hash()) ? Optional.of(passwords.hash(password)) : Optional.empty();
        return database.transact(tx -> {
            FailedLogins everywhere = LoginFailures.lockIfThere(tx, keys.account);
            FailedLogins here = LoginFailures.lockIfThere(tx, keys.client);
            refuseIfLocked(new LockoutState(here, everywhere, known));
            if (holder.account().banned()) {
                throw new Failure.NotAllowed("this account is banned");
            }
            if (!here.times().isEmpty()) {
                LoginFailures.clear(tx, keys.client);
            }
            rehashed.ifPresent(hash -> Credentials.replaceHash(tx, holder, hash));
            return sessions.open(tx, holder.account(), first, client);
        });
    }

    private void refuseIfLocked(LockoutState state) {
        state.locked(clock.instant()).ifPresent(left -> {
            throw new Failure.TooManyRequests("too many failed logins; try again in " + minutes(left), left);
        });
    }

    private static String minutes(Duration left) {
        long minutes = Math.max(1, left.plusSeconds(59).toMinutes());
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }

    /** Deletes failures that no longer count. */
    public void forgetOld() {
        LoginFailures.forgetOld(database, clock.instant());
    }
}
