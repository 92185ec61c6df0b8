package my.kilat.identity.account;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.identity.domain.Account;
import my.kilat.identity.store.Accounts;
import my.kilat.platform.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Built-in accounts for development. Their passwords are public, so they are created in development only, and disabled
 * elsewhere: a database may have been used for development before. Their hashes are constants, because computing them would
 * take a third of a second at every start.
 */
public enum DevelopmentAccounts {
    OWNER(
            1,
            Role.OWNER,
            "owner.test@kilat.my",
            "Aisyah Owner",
            "+60123450001",
            "TestOwner123!",
            "$2b$10$0KVPcRZp9HQRCjJKFBvzquwbcDzQwzeuSRF2SIZMd4wuUpYv6BnIq"),
    RUNNER(
            2,
            Role.RUNNER,
            "runner.test@kilat.my",
            "Ravi Runner",
            "+60123450002",
            "TestRunner123!",
            "$2b$10$jPMI/BgvK8VJ6db19y2YgOhAampW5Oscx4PxXc8s18/Uq9FXw.lBa"),
    SHOP(
            3,
            Role.SHOP,
            "shop.test@kilat.my",
            "Siti Shopkeeper",
            "+60123450003",
            "TestShop123!",
            "$2b$10$CObIjx0f2BNgTce3ucyFw.TTVJO8lSAZV/0Lfkkfn7.HUcbGRkMlW"),
    ADMIN(
            4,
            Role.ADMIN,
            "admin.test@kilat.my",
            "Adam Admin",
            "+60123450004",
            "TestAdmin123!",
            "$2b$10$Cce2m766pf7zzXr3cwbVL.wvU3xNPwSXDUqHd/LlgAphh2Sfzw4KO"),
    OPERATOR(
            5,
            Role.OPERATOR,
            "operator.test@kilat.my",
            "Olga Operator",
            "+60123450005",
            "TestOperator123!",
            "$2b$10$DT3Na6m9BVP/YKYLNFKRFuH1SpWuezj.UB5rzGguRHNuDrEj0k51u");

    private static final Logger LOG = LoggerFactory.getLogger(DevelopmentAccounts.class);

    private final UUID id;
    private final Role role;
    private final String email;
    private final String fullName;
    private final String phone;
    private final String password;
    private final String hash;

    DevelopmentAccounts(
            int number, Role role, String email, String fullName, String phone, String password, String hash) {
        this.id = new UUID(0x4000L, 1L << 63 | number);
        this.role = role;
        this.email = email;
        this.fullName = fullName;
        this.phone = phone;
        this.password = password;
        this.hash = hash;
    }

    public UUID id() {
        return id;
    }

    public Role role() {
        return role;
    }

    public String email() {
        return email;
    }

    public String password() {
        return password;
    }

    /** Adds those that are missing. If the id or the address of one is taken, it is skipped. */
    public static void add(Database database, Instant now) {
        List<Accounts.WithPassword> accounts = Arrays.stream(values())
                .map(known -> new Accounts.WithPassword(known.account(now), known.hash))
                .toList();
        database.run(tx -> Accounts.addUnlessThere(tx, accounts));
    }

    private Account account(Instant now) {
        return Account.begin(id, email, phone, fullName, role, now);
    }

    /** The accounts that may not be used in this environment. */
    public static final class Closed {
        private final boolean development;

        /** None in development; elsewhere the development accounts. */
        public Closed(boolean development) {
            this.development = development;
        }

        /** Whether an account may not be used, whatever its current address and password. */
        public boolean includes(Account account) {
            return !development && Arrays.stream(values()).anyMatch(known -> known.id.equals(account.id()));
        }

        /** Whether this is the public password of this address. */
        public boolean opens(String email, String password) {
            return !development
                    && Arrays.stream(values())
                            .anyMatch(known -> known.email.equals(email) && known.password.equals(password));
        }

        /** Ends the sessions of development accounts in this database, and logs their addresses. */
        public void endSessions(Database database) {
            if (development) {
                return;
            }
            List<UUID> ids =
                    Arrays.stream(values()).map(DevelopmentAccounts::id).toList();
            List<String> found = database.transact(tx -> Accounts.endSessionsOf(tx, ids));
            if (!found.isEmpty()) {
                LOG.warn(
                        "this database was used for development: the sessions of {} are ended, and these accounts stay"
                                + " closed while APP_ENV is not development",
                        found);
            }
        }
    }
}
