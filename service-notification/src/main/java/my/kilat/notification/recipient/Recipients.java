package my.kilat.notification.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
import my.kilat.contract.notification.Preferences;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.notification.domain.QuietHours;
import my.kilat.notification.domain.Recipient;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.platform.security.Caller;
import org.jdbi.v3.core.Handle;

/**
 * Everybody who has an account. How they can be reached is what identity tells of their account, or what their own token shows
 * before that has arrived; of two the one with the higher version of the account counts.
 */
public final class Recipients {
    private static final long REMEMBERED_CALLERS = 50_000;

    private static final String REACHABLE = "select " + RecipientRow.COLUMNS + " from recipient r "
            + RecipientRow.DEVICES + " where r.user_id = any(?)";

    private static final String ANNOUNCED = "select user_id from recipient where user_id = any(?) and announced";

    private static final String LEARN = """
            insert into recipient (user_id, preferences_id, phone, email, full_name, account_version, session_generation,
                announced, created_at, updated_at)
            select account, preferences, nullif(phone, ''), nullif(email, ''), nullif(name, ''), version, generation,
                true, ?, ?
            from unnest(?, ?, ?, ?, ?, ?, ?) as t(account, preferences, phone, email, name, version, generation)
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
            where recipient.account_version < excluded.account_version or not recipient.announced""";

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
        tx.sql()
                .createUpdate("""
                        insert into recipient (user_id, preferences_id, phone, email, full_name, account_version,
                            session_generation, created_at, updated_at)
                        values (:user, :id, nullif(:phone, ''), nullif(:email, ''), nullif(:name, ''), :version,
                            :generation, :now, :now)
                        on conflict (user_id) do update set
                            phone = excluded.phone, email = excluded.email, full_name = excluded.full_name,
                            account_version = excluded.account_version,
                            session_generation = greatest(recipient.session_generation, excluded.session_generation)
                        where recipient.account_version < excluded.account_version""")
                .bind("user", caller.userId())
                .bind("id", Ids.next())
                .bind("phone", caller.phone())
                .bind("email", caller.email())
                .bind("name", caller.name())
                .bind("version", caller.accountVersion())
                .bind("generation", caller.sessionGeneration())
                .bind("now", utc(clock.instant()))
                .execute();
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
        Set<UUID> known = new HashSet<>(PlainSql.list(
                tx.sql(),
                ANNOUNCED,
                parameters -> parameters.uuids(accounts, AccountUpdated::userId),
                row -> row.getObject(1, UUID.class)));
        Instant now = clock.instant();
        PlainSql.update(
                tx.sql(),
                LEARN,
                parameters -> parameters
                        .time(now)
                        .time(now)
                        .uuids(accounts, AccountUpdated::userId)
                        .uuids(accounts, _ -> Ids.next())
                        .texts(accounts, AccountUpdated::phone)
                        .texts(accounts, AccountUpdated::email)
                        .texts(accounts, AccountUpdated::fullName)
                        .numbers(accounts, AccountUpdated::version)
                        .numbers(accounts, AccountUpdated::sessionGeneration));
        Devices.forgetEnded(tx, accounts.stream().map(AccountUpdated::userId).toList());
        return accounts.stream()
                .map(AccountUpdated::userId)
                .filter(user -> !known.contains(user))
                .toList();
    }

    /** A caller's preferences; whoever never chose has the defaults. */
    public Preferences preferences(Caller caller) {
        remember(caller);
        return database.read(handle -> find(handle, caller)).orElseGet(() -> {
            database.run(tx -> store(tx, caller));
            return database.read(handle -> find(handle, caller)).orElseThrow();
        });
    }

    private static Optional<Preferences> find(Handle handle, Caller caller) {
        return handle.createQuery("""
                        select user_id, preferences_id, enable_push, enable_sms, enable_email, phone, email,
                               (select token from device d
                                where d.user_id = r.user_id and d.generation >= r.session_generation
                                order by seen desc limit 1) as newest_device,
                               full_name, quiet_hours_start, quiet_hours_end, created_at, updated_at
                        from recipient r where user_id = :user""")
                .bind("user", caller.userId())
                .map((row, context) -> RecipientRow.preferences(row))
                .findOne();
    }

    /** Changes what a request names. */
    public void update(Tx tx, Caller caller, UpdatePreferencesRequest request, QuietHoursChange quietHours) {
        store(tx, caller);
        Optional<QuietHours> quiet = quietHours.wanted();
        tx.sql()
                .createUpdate("""
                        update recipient set
                            enable_push = coalesce(:push, enable_push),
                            enable_sms = coalesce(:sms, enable_sms),
                            enable_email = coalesce(:email, enable_email),
                            quiet_hours_start = case when :quiet then cast(:start as time) else quiet_hours_start end,
                            quiet_hours_end = case when :quiet then cast(:end as time) else quiet_hours_end end,
                            updated_at = :now
                        where user_id = :user""")
                .bind("push", request.enablePush())
                .bind("sms", request.enableSms())
                .bind("email", request.enableEmail())
                .bind("quiet", quietHours.isChange())
                .bind("start", quiet.map(hours -> hours.start().toString()).orElse(null))
                .bind("end", quiet.map(hours -> hours.end().toString()).orElse(null))
                .bind("now", utc(clock.instant()))
                .bind("user", caller.userId())
                .execute();
    }

    /**
     * Gives a caller the device with this token; whoever had it before has it no longer.
     *
     * @throws Failure.Unauthenticated if the caller's session is known here to have ended
     */
    public void register(Tx tx, Caller caller, String deviceToken) {
        store(tx, caller);
        int changed = tx.sql()
                .createUpdate("update recipient set updated_at = :now"
                        + " where user_id = :user and session_generation <= :generation")
                .bind("now", utc(clock.instant()))
                .bind("user", caller.userId())
                .bind("generation", caller.sessionGeneration())
                .execute();
        if (changed == 0) {
            throw new Failure.Unauthenticated("invalid or expired token");
        }
        Devices.register(tx, caller.userId(), deviceToken, caller.sessionGeneration());
    }

    /** Those of these people who can be told anything beyond the inbox, perhaps. */
    public static Map<UUID, Recipient> reachable(Tx tx, Collection<UUID> users) {
        Map<UUID, Recipient> reachable = new HashMap<>();
        PlainSql.list(tx.sql(), REACHABLE, parameters -> parameters.uuids(users, id -> id), RecipientRow::recipient)
                .forEach(recipient -> reachable.put(recipient.userId(), recipient));
        return reachable;
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
