package my.kilat.bench.growth;

import java.util.List;
import my.kilat.bench.load.Connection;
import my.kilat.bench.platform.Account;
import my.kilat.bench.platform.Platform;

/**
 * Those whose requests are measured. Each owner and each runner has {@value #BOOKINGS_EACH} of the newest bookings at every size, so
 * that only what belongs to others grows.
 */
record People(List<Account> owners, List<Account> runners, Account admin) {
    private static final int COUNT = 8;
    private static final int BOOKINGS_EACH = 100;

    static People register(Platform platform) {
        List<Account> owners = Account.register(platform, "owner", COUNT);
        List<Account> runners = Account.register(platform, "runner", COUNT);
        try (Connection connection = new Connection(platform.gateway())) {
            return new People(owners, runners, Account.admin(connection));
        }
    }

    /** The same people with new sessions. */
    People again(Platform platform) {
        try (Connection connection = new Connection(platform.gateway())) {
            return new People(
                    owners.stream().map(owner -> owner.again(connection)).toList(),
                    runners.stream().map(runner -> runner.again(connection)).toList(),
                    Account.admin(connection));
        }
    }

    int count() {
        return owners.size();
    }

    /** How many bookings, from the newest, are theirs. */
    int bookings() {
        return owners.size() * BOOKINGS_EACH;
    }
}
