package my.kilat.notification.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.notification.domain.Contact;
import my.kilat.notification.store.Devices;
import my.kilat.notification.store.Recipients;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.security.Caller;

/**
 * Keeps the contact data of all accounts up to date. It comes from the account events of identity, or from a user's own token
 * before the event has arrived; of two the one with the higher version of the account counts.
 */
public final class Contacts {
    private static final long REMEMBERED_CALLERS = 50_000;

    private final Database database;
    private final InstantSource clock;

    /** The version of each account that was stored from a token, so that a token costs one statement in its lifetime. */
    private final Cache<UUID, Long> stored =
            Caffeine.newBuilder().maximumSize(REMEMBERED_CALLERS).build();

    public Contacts(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Stores a caller's contact data, unless that has been done. */
    public void remember(Caller caller) {
        Long known = stored.getIfPresent(caller.userId());
        if (known == null || known < caller.accountVersion()) {
            store(caller);
        }
    }

    /** Stores a caller's contact data. */
    public void store(Caller caller) {
        database.run(tx -> store(tx, caller));
    }

    /** As above, in a transaction. */
    public void store(Tx tx, Caller caller) {
        Recipients.put(tx, Contact.of(caller), clock.instant());
        tx.afterCommit(() -> stored.put(caller.userId(), caller.accountVersion()));
    }

    /**
     * Stores contact data from account events, and deletes the devices of ended sessions.
     *
     * @return the users whose first account event this was
     */
    public List<UUID> learn(Tx tx, Collection<AccountUpdated> news) {
        Map<UUID, AccountUpdated> newest = new HashMap<>();
        news.forEach(account -> newest.merge(
                account.userId(), account, (one, other) -> one.version() >= other.version() ? one : other));
        List<Contact> accounts = newest.values().stream()
                .map(Contact::of)
                .sorted(Comparator.comparing(Contact::userId))
                .toList();
        List<UUID> users = accounts.stream().map(Contact::userId).toList();
        Set<UUID> known = Recipients.announced(tx, users);
        Recipients.putAnnounced(tx, accounts, clock.instant());
        Devices.forgetEnded(tx, users);
        return users.stream().filter(user -> !known.contains(user)).toList();
    }
}
