package my.kilat.identity.staff;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import my.kilat.identity.account.DevelopmentAccounts;
import my.kilat.identity.domain.Account;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.store.Invitations;
import my.kilat.identity.store.StaffAccounts;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;

/**
 * The accounts of administrators and operators. Whoever acts has to be an administrator who is not disabled, which is decided
 * behind a lock on all of those: of several who disable each other at once one stays, so there always is one.
 */
public final class Staff {
    private final Database database;
    private final Sessions sessions;
    private final DevelopmentAccounts.Closed closed;
    private final InstantSource clock;

    /**
     * @param closed accounts that may not be used in this environment
     */
    public Staff(Database database, Sessions sessions, DevelopmentAccounts.Closed closed, InstantSource clock) {
        this.database = database;
        this.sessions = sessions;
        this.closed = closed;
        this.clock = clock;
    }

    /** All that may be used in this environment, disabled ones as well. */
    List<Account> all() {
        return StaffAccounts.all(database).stream()
                .filter(account -> !closed.includes(account))
                .toList();
    }

    /**
     * Makes sure that an account may act as an administrator; it stays so until the transaction ends.
     *
     * @throws Failure.NotAllowed if it may not
     */
    static void requireAdmin(Tx tx, UUID admin) {
        if (!StaffAccounts.lockAdmins(tx).contains(admin)) {
            throw new Failure.NotAllowed("only an administrator whose account is not disabled may do this");
        }
    }

    /**
     * Disables an account, which ends its sessions and withdraws its invitations, or enables it. One that is so already stays as
     * it is.
     *
     * @return the state before and now, in words
     * @throws Failure.NotAllowed if who acts is no administrator any more
     * @throws Failure.Unprocessable if it is their own account
     * @throws Failure.NotFound if it is no account of an administrator or an operator
     */
    String setDisabled(Tx tx, UUID admin, UUID user, boolean disabled) {
        requireAdmin(tx, admin);
        if (user.equals(admin)) {
            throw new Failure.Unprocessable(
                    "nobody disables their own account; another administrator does, so one always stays");
        }
        Account account = StaffAccounts.lock(tx, user)
                .filter(found -> !closed.includes(found))
                .orElseThrow(() -> new Failure.NotFound("Account of an administrator or an operator", user));
        if (account.banned() != disabled) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Account changed = StaffAccounts.setDisabled(tx, user, disabled ? now : null, now);
            if (disabled) {
                sessions.ended(tx, user, changed.sessionGeneration());
                Invitations.removeOf(tx, user);
            }
        }
        return account.role().word() + " " + account.email() + ": " + word(account.banned()) + " before, "
                + word(disabled) + " now";
    }

    private static String word(boolean disabled) {
        return disabled ? "disabled" : "active";
    }
}
