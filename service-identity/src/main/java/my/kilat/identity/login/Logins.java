package my.kilat.identity.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import my.kilat.identity.account.Accounts;
import my.kilat.identity.account.DevelopmentAccounts;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.EmailAddress;
import my.kilat.identity.domain.FailedLogins;
import my.kilat.identity.domain.Lockout;
import my.kilat.identity.domain.Lockouts;
import my.kilat.identity.domain.Standing;
import my.kilat.identity.session.Client;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.session.SignedIn;
import my.kilat.identity.token.TokenPair;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;

/**
 * Logins. An e-mail address without an account costs the same work, counts the same failures and gets the same answers as a
 * wrong password, so nobody learns from here who has an account. Failures are counted as {@link Standing} says. Each of them
 * costs the check of a password, of which few are made at once, so their rows cannot be made without end.
 */
public final class Logins {
    private static final Sql FIND = Sql.of("select c.failed_at as client_failed_at,"
            + " c.locked_until as client_locked_until, f.failed_at as account_failed_at,"
            + " f.locked_until as account_locked_until, k.client_hash is not null as known,"
            + " a.password_hash, " + Accounts.COLUMNS
            + " from (select 1) as always left join login_failure c on c.address_hash = :client"
            + " left join login_failure f on f.address_hash = :account"
            + " left join account a on a.email = :email"
            + " left join known_client k on k.account_id = a.id and k.client_hash = :client limit 1");

    private static final Sql REHASH =
            Sql.of("update account set password_hash = :new where id = :id and password_hash = :old");

    private final Database database;
    private final Passwords passwords;
    private final Sessions sessions;
    private final DevelopmentAccounts.Closed closed;
    private final InstantSource clock;
    private final Lockouts lockouts;

    /**
     * Logins.
     *
     * @param closed accounts that may not be used here
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
     * Lets somebody in.
     *
     * @throws Failure.Unauthenticated if there is no such account, or it has another password
     * @throws Failure.TooManyRequests after too many failures, then also with the right password
     * @throws Failure.NotAllowed if the password is right and the account banned
     */
    public SignedIn login(String email, String password, Client client) {
        String address = EmailAddress.normal(email);
        Keys keys = new Keys(FailedLoginRows.keyOf(address), client.keyFor(address));
        Found found = find(address, keys);
        refuseIfLocked(found.standing);
        Optional<Holder> holder = found.holder.filter(known -> passwords.matches(password, known.hash));
        if (found.holder.isEmpty()) {
            passwords.matchesNobody(password);
        }
        if (holder.filter(known -> isOpen(known.account, password)).isEmpty()) {
            refuseIfLocked(countFailure(keys, found.standing.known()));
            throw new Failure.Unauthenticated("invalid email or password");
        }
        return letIn(holder.get(), password, client, keys, found.standing.known());
    }

    private boolean isOpen(Account account, String password) {
        return !closed.includes(account) && !closed.opens(account.email(), password);
    }

    private record Holder(Account account, String hash) {}

    /** Under what failures are counted: of the account from everywhere, and of it from one network address. */
    private record Keys(byte[] account, byte[] client) {}

    private record Found(Standing standing, Optional<Holder> holder) {}

    private Found find(String address, Keys keys) {
        return database.first(
                        FIND,
                        arguments -> arguments
                                .bytes("client", keys.client)
                                .bytes("account", keys.account)
                                .text("email", address),
                        Logins::found)
                .orElseThrow();
    }

    private static Found found(Row row) {
        String hash = row.textOrNull("password_hash");
        return new Found(
                new Standing(
                        FailedLoginRows.read(row, "client_"), FailedLoginRows.read(row, "account_"), row.flag("known")),
                hash == null ? Optional.empty() : Optional.of(new Holder(Accounts.read(row), hash)));
    }

    /**
     * Many may try at once, each before the failure of the others is known. What counts is the order in which they come
     * here: only the first few are told that they were wrong.
     *
     * @return what had failed before
     */
    private Standing countFailure(Keys keys, boolean known) {
        Instant now = clock.instant();
        return database.transact(tx -> {
            FailedLogins everywhere = FailedLoginRows.lock(tx, keys.account, null, now);
            boolean counting = everywhere.locked(now).isEmpty();
            if (!counting && !known) {
                return new Standing(FailedLogins.NONE, everywhere, false);
            }
            FailedLogins here = FailedLoginRows.lock(tx, keys.client, keys.account, now);
            if (here.locked(now).isEmpty()) {
                write(tx, keys.client, here, lockouts.ofClient(), now);
                if (counting) {
                    write(tx, keys.account, everywhere, lockouts.ofAccount(), now);
                }
            }
            return new Standing(here, everywhere, known);
        });
    }

    private static void write(Tx tx, byte[] key, FailedLogins before, Lockout lockout, Instant now) {
        Duration longest = lockout.window().plus(lockout.pause());
        FailedLoginRows.write(tx, key, before.and(now, lockout), now, longest);
    }

    /** What failed from this network address is forgotten; what failed elsewhere was perhaps somebody else. */
    private SignedIn letIn(Holder holder, String password, Client client, Keys keys, boolean known) {
        TokenPair first = sessions.firstPair(holder.account);
        Optional<String> rehashed =
                passwords.isOutdated(holder.hash) ? Optional.of(passwords.hash(password)) : Optional.empty();
        return database.transact(tx -> {
            FailedLogins everywhere = FailedLoginRows.lockIfThere(tx, keys.account);
            FailedLogins here = FailedLoginRows.lockIfThere(tx, keys.client);
            refuseIfLocked(new Standing(here, everywhere, known));
            if (holder.account.banned()) {
                throw new Failure.NotAllowed("this account is banned");
            }
            if (!here.times().isEmpty()) {
                FailedLoginRows.clear(tx, keys.client);
            }
            rehashed.ifPresent(hash -> rehash(tx, holder, hash));
            return sessions.open(tx, holder.account, first, client);
        });
    }

    private static void rehash(Tx tx, Holder holder, String hash) {
        tx.update(
                REHASH,
                arguments -> arguments
                        .text("new", hash)
                        .uuid("id", holder.account.id())
                        .text("old", holder.hash));
    }

    private void refuseIfLocked(Standing standing) {
        standing.locked(clock.instant()).ifPresent(left -> {
            throw new Failure.TooManyRequests("too many failed logins; try again in " + minutes(left), left);
        });
    }

    private static String minutes(Duration left) {
        long minutes = Math.max(1, left.plusSeconds(59).toMinutes());
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }

    /** Forgets failures that no longer count. */
    public void forgetOld() {
        FailedLoginRows.forgetOld(database, clock.instant());
    }
}
