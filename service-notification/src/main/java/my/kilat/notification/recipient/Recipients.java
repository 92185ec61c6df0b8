package my.kilat.notification.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.Preferences;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.notification.domain.QuietHours;
import my.kilat.notification.domain.Recipient;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.platform.security.Caller;

/**
 * Everybody who has an account. How they can be reached is what identity tells of their account, or what their own token shows
 * before that has arrived; of two the one with the higher version of the account counts.
 */
public final class Recipients {
    private static final long REMEMBERED_CALLERS = 50_000;

    private static final Sql REACHABLE = Sql.of("select " + RecipientRow.COLUMNS + " from recipient r "
            + RecipientRow.DEVICES + " where r.user_id = any(:users)");

    private static final Sql ANNOUNCED =
            Sql.of("select user_id from recipient where user_id = any(:users) and announced");

    private static final Sql LEARN = Sql.of("""
            insert into recipient (user_id, preferences_id, phone, email, full_name, account_version, session_generation,
                announced, created_at, updated_at)
            select account, preferences, nullif(phone, ''), nullif(email, ''), nullif(name, ''), version, generation,
                true, :now, :now
            from unnest(:users, :preferences, :phones, :emails, :names, :versions, :generations)
                as t(account, preferences, phone, email, name, version, generation)
            on conflict (user_id) do update set
                phone = case when excluded.account_version < recipient.account_version
                    then recipient.phone else excluded.phone end,
                email = case when excluded.account_version < recipient.account_version
                    then recipient.email else excluded.email end,
                full_name = case when excluded.account_version < recipient.account_version
                    then recipient.full_name else excluded.full_name end,
                account_version = greatest(recipient.account_version, excluded.account_version),
                session_generation = greatest(recipient.session_generation, excluded.session_generation),
                announced = true
            where recipient.account_version < excluded.account_version or not recipient.announced""");

    private static final Sql STORE = Sql.of("""
            insert into recipient (user_id, preferences_id, phone, email, full_name, account_version,
                session_generation, created_at, updated_at)
            values (:user, :id, nullif(:phone, ''), nullif(:email, ''), nullif(:name, ''), :version,
                :generation, :now, :now)
            on conflict (user_id) do update set
                phone = excluded.phone, email = excluded.email, full_name = excluded.full_name,
                account_version = excluded.account_version,
                session_generation = greatest(recipient.session_generation, excluded.session_generation)
            where recipient.account_version < excluded.account_version""");

    private static final Sql PREFERENCES = Sql.of("""
            select user_id, preferences_id, channels_off, phone, email,
                   (select token from device d
                    where d.user_id = r.user_id and d.generation >= r.session_generation
                    order by seen desc limit 1) as newest_device,
                   full_name, quiet_hours_start, quiet_hours_end, created_at, updated_at
            from recipient r where user_id = :user""");

    private static final Sql UPDATE = Sql.of("""
            update recipient set
                channels_off = array(
                    select distinct channel from unnest(channels_off || :off) as channel
                    where channel <> all(:on) order by channel),
                quiet_hours_start = case when :quiet then cast(:start as time) else quiet_hours_start end,
                quiet_hours_end = case when :quiet then cast(:end as time) else quiet_hours_end end,
                updated_at = :now
            where user_id = :user""");

    private static final Sql TOUCH = Sql.of(
            "update recipient set updated_at = :now" + " where user_id = :user and session_generation <= :generation");

    private final Database database;
    private final InstantSource clock;

    /** Which version of whose account a token has shown, so that a token costs one statement in its life. */
    private final Cache<UUID, Long> stored =
            Caffeine.newBuilder().maximumSize(REMEMBERED_CALLERS).build();

    public Recipients(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Remembers how a caller can be reached. */
    public void remember(Caller caller) {
        Long known = stored.getIfPresent(caller.userId());
        if (known == null || known < caller.accountVersion()) {
            database.run(tx -> store(tx, caller));
        }
    }

    private void store(Tx tx, Caller caller) {
        tx.update(
                STORE,
                arguments -> arguments
                        .uuid("user", caller.userId())
                        .uuid("id", Ids.next())
                        .text("phone", caller.phone())
                        .text("email", caller.email())
                        .text("name", caller.name())
                        .number("version", caller.accountVersion())
                        .number("generation", caller.sessionGeneration())
                        .time("now", clock.instant()));
        tx.afterCommit(() -> stored.put(caller.userId(), caller.accountVersion()));
    }

    /**
     * Learns how accounts are, and forgets the devices of those whose sessions have ended.
     *
     * @return those of whom identity has told for the first time
     */
    public List<UUID> learn(Tx tx, Collection<AccountUpdated> news) {
        Map<UUID, AccountUpdated> newest = new HashMap<>();
        news.forEach(account -> newest.merge(
                account.userId(), account, (one, other) -> one.version() >= other.version() ? one : other));
        List<AccountUpdated> accounts = newest.values().stream()
                .sorted(Comparator.comparing(AccountUpdated::userId))
                .toList();
        Set<UUID> known = new HashSet<>(tx.list(
                ANNOUNCED,
                arguments -> arguments.uuids("users", accounts, AccountUpdated::userId),
                row -> row.uuid("user_id")));
        Instant now = clock.instant();
        tx.update(
                LEARN,
                arguments -> arguments
                        .time("now", now)
                        .uuids("users", accounts, AccountUpdated::userId)
                        .uuids("preferences", accounts, _ -> Ids.next())
                        .texts("phones", accounts, AccountUpdated::phone)
                        .texts("emails", accounts, AccountUpdated::email)
                        .texts("names", accounts, AccountUpdated::fullName)
                        .numbers("versions", accounts, AccountUpdated::version)
                        .numbers("generations", accounts, AccountUpdated::sessionGeneration));
        Devices.forgetEnded(tx, accounts.stream().map(AccountUpdated::userId).toList());
        return accounts.stream()
                .map(AccountUpdated::userId)
                .filter(user -> !known.contains(user))
                .toList();
    }

    /** A caller's preferences; whoever never chose has the defaults. */
    public Preferences preferences(Caller caller) {
        remember(caller);
        return find(caller).orElseGet(() -> {
            database.run(tx -> store(tx, caller));
            return find(caller).orElseThrow();
        });
    }

    private Optional<Preferences> find(Caller caller) {
        return database.first(
                PREFERENCES, arguments -> arguments.uuid("user", caller.userId()), RecipientRow::preferences);
    }

    /** Changes what a request names. */
    public void update(Tx tx, Caller caller, UpdatePreferencesRequest request, QuietHoursChange quietHours) {
        store(tx, caller);
        Optional<QuietHours> quiet = quietHours.wanted();
        tx.update(
                UPDATE,
                arguments -> arguments
                        .texts("on", request.turnedOn(), Channel::word)
                        .texts("off", request.turnedOff(), Channel::word)
                        .flag("quiet", quietHours.isChange())
                        .text(
                                "start",
                                quiet.map(hours -> hours.start().toString()).orElse(null))
                        .text("end", quiet.map(hours -> hours.end().toString()).orElse(null))
                        .time("now", clock.instant())
                        .uuid("user", caller.userId()));
    }

    /**
     * Gives a caller the device with this token; whoever had it before has it no longer.
     *
     * @throws Failure.Unauthenticated if the caller's session is known here to have ended
     */
    public void register(Tx tx, Caller caller, String deviceToken) {
        store(tx, caller);
        int changed = tx.update(
                TOUCH,
                arguments -> arguments
                        .time("now", clock.instant())
                        .uuid("user", caller.userId())
                        .number("generation", caller.sessionGeneration()));
        if (changed == 0) {
            throw new Failure.Unauthenticated("invalid or expired token");
        }
        Devices.register(tx, caller.userId(), deviceToken, caller.sessionGeneration());
    }

    /** Those of these people who can be told anything beyond the inbox, perhaps. */
    public static Map<UUID, Recipient> reachable(Tx tx, Collection<UUID> users) {
        Map<UUID, Recipient> reachable = new HashMap<>();
        tx.list(REACHABLE, arguments -> arguments.uuids("users", users, id -> id), RecipientRow::recipient)
                .forEach(recipient -> reachable.put(recipient.userId(), recipient));
        return reachable;
    }
}
