package my.kilat.identity.staff;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.internal.StaffInvitationCommand;
import my.kilat.identity.account.Announcer;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.EmailAddress;
import my.kilat.identity.domain.FullName;
import my.kilat.identity.domain.Invitation;
import my.kilat.identity.login.Passwords;
import my.kilat.identity.store.Accounts;
import my.kilat.identity.store.Invitations;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.platform.text.Sha256;

/**
 * Invitations to the console. Whoever is invited chooses the password, so nobody else ever knows it; the token of the link is told
 * once, to the administrator who invites, and only its hash is stored.
 */
public final class StaffInvitations {
    private static final Duration LIFE = Duration.ofDays(3);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;

    private final Database database;
    private final Passwords passwords;
    private final Announcer announcer;
    private final InstantSource clock;

    public StaffInvitations(Database database, Passwords passwords, Announcer announcer, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.announcer = announcer;
        this.clock = clock;
    }

    /**
     * An invitation with the token that accepts it.
     *
     * @param message what was done, in words
     */
    public record Made(String token, Instant expiresAt, String message) {
        /** Omits the token. */
        @Override
        public String toString() {
            return "Made[" + message + "]";
        }
    }

    /** Those that can be accepted. */
    List<Invitation> open() {
        return Invitations.open(database, clock.instant());
    }

    /**
     * Invites somebody; an invitation of the same address before is void.
     *
     * @throws Failure.NotAllowed if who invites is no administrator any more
     * @throws Failure.Invalid if address, name or role is invalid
     * @throws Failure.Conflict if the address has an account
     */
    Made invite(Tx tx, StaffInvitationCommand wanted) {
        Staff.requireAdmin(tx, wanted.adminId());
        String email = EmailAddress.of(wanted.email());
        if (Accounts.isTaken(tx, email)) {
            throw Accounts.taken(email);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Invitation invitation = new Invitation(
                Ids.next(),
                email,
                FullName.of(wanted.fullName()),
                wanted.role(),
                wanted.adminId(),
                now,
                now.plus(LIFE));
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Invitations.put(tx, invitation, Sha256.of(token));
        return new Made(
                token,
                invitation.expiresAt(),
                email + ": no account before, invited as " + wanted.role().word() + " now");
    }

    /**
     * Withdraws an invitation.
     *
     * @return what was done, in words
     * @throws Failure.NotAllowed if who withdraws it is no administrator any more
     * @throws Failure.NotFound if there is none
     */
    String withdraw(Tx tx, UUID admin, UUID id) {
        Staff.requireAdmin(tx, admin);
        Invitation invitation = Invitations.remove(tx, id).orElseThrow(() -> new Failure.NotFound("Invitation", id));
        return invitation.email() + ": invited as " + invitation.role().word() + " before, not invited now";
    }

    /**
     * Makes the account that was invited.
     *
     * @throws Failure.Unauthenticated if the token accepts nothing any more
     * @throws Failure.Conflict if the address has an account by now
     */
    Account accept(String token, String password) {
        byte[] hash = Sha256.of(token);
        // A guessed token costs no hash of a password.
        if (!Invitations.canBeAccepted(database, hash, clock.instant())) {
            throw used();
        }
        String passwordHash = passwords.hash(password);
        return database.transact(tx -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Invitation invitation = Invitations.take(tx, hash, now).orElseThrow(StaffInvitations::used);
            Account account =
                    Account.begin(Ids.next(), invitation.email(), "", invitation.fullName(), invitation.role(), now);
            Accounts.insert(tx, account, passwordHash, Optional.empty(), Optional.empty());
            tx.afterCommit(announcer::wake);
            return account;
        });
    }

    private static Failure used() {
        return new Failure.Unauthenticated(
                "this invitation has been used, withdrawn or replaced, or has expired; ask an administrator for another");
    }

    /** Deletes those that have expired. */
    public void forgetOld() {
        Invitations.forgetOld(database, clock.instant());
    }
}
