package my.kilat.identity.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import my.kilat.contract.identity.Role;
import my.kilat.identity.account.Announcer;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.Client;
import my.kilat.identity.domain.EmailAddress;
import my.kilat.identity.domain.FirstPet;
import my.kilat.identity.domain.FullName;
import my.kilat.identity.domain.SignedIn;
import my.kilat.identity.domain.TokenPair;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.store.Accounts;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.platform.text.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Creates accounts. */
public final class Registration {
    private final Database database;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Announcer announcer;
    private final InstantSource clock;

    public Registration(
            Database database, Passwords passwords, Sessions sessions, Announcer announcer, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.sessions = sessions;
        this.announcer = announcer;
        this.clock = clock;
    }

    /**
     * The body of a registration: as {@link my.kilat.contract.identity.RegisterRequest}, but with a first pet of any form,
     * because an invalid one never makes a registration fail.
     */
    public record Request(
            String email,
            String password,
            String fullName,
            @Nullable String phone,
            Role role,
            @Nullable JsonNode firstPet,
            @Nullable String referralCode) {
        /** Omits password and personal data. */
        @Override
        public String toString() {
            return "Request[email=" + email + ", role=" + role + "]";
        }

        private Optional<FirstPet> pet() {
            if (firstPet == null) {
                return Optional.empty();
            }
            JsonNode weight = firstPet.path("weight_kg");
            return FirstPet.of(
                    firstPet.path("pet_type").textValue(),
                    firstPet.path("name").textValue(),
                    weight.isNumber() ? weight.doubleValue() : null);
        }
    }

    /**
     * Creates an account and logs its holder in.
     *
     * @param client the network origin of the request
     * @throws Failure.Invalid if a value is invalid
     * @throws Failure.Conflict if the address has an account
     */
    public SignedIn register(Request wanted, Client client) {
        Account account = account(wanted);
        if (Accounts.isTaken(database, account.email())) {
            throw Accounts.taken(account.email());
        }
        String hash = passwords.hash(wanted.password());
        TokenPair first = sessions.firstPair(account);
        Optional<String> referral =
                Optional.ofNullable(wanted.referralCode()).map(String::strip).filter(code -> !code.isEmpty());
        return database.transact(tx -> {
            Accounts.insert(tx, account, hash, wanted.pet(), referral);
            tx.afterCommit(announcer::wake);
            return sessions.open(tx, account, first, client);
        });
    }

    private Account account(Request wanted) {
        if (wanted.role() == Role.ADMIN || wanted.role() == Role.OPERATOR) {
            throw new Failure.Invalid("role must be owner, runner or shop; admins are not made by registration");
        }
        return Account.begin(
                Ids.next(),
                EmailAddress.of(wanted.email()),
                wanted.phone() == null ? "" : PhoneNumber.of(wanted.phone()),
                FullName.of(wanted.fullName()),
                wanted.role(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
