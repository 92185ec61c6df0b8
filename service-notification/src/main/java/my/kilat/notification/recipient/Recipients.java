package my.kilat.notification.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.notification.Preferences;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.notification.domain.QuietHours;
import my.kilat.notification.domain.Recipient;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.id.Ids;
import my.kilat.platform.security.Caller;
import org.jdbi.v3.core.Handle;

/**
 * Everybody who has ever called this service. Address, number and name come from the account by way of the caller's token;
 * what belongs to a newer token is not overwritten from an older one.
 */
public final class Recipients {
    private static final long REMEMBERED_CALLERS = 50_000;

    private static final String REACHABLE = """
            select user_id, enable_push, enable_sms, enable_email, device_token, phone, email, full_name,
                   quiet_hours_start, quiet_hours_end
            from recipient where user_id = any(?)""";

    private final Database database;
    private final InstantSource clock;

    /** Whose token of which end has been stored, so that a token costs one statement in its life. */
    private final Cache<UUID, Instant> stored =
            Caffeine.newBuilder().maximumSize(REMEMBERED_CALLERS).build();

    public Recipients(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Remembers how a caller can be reached. */
    public void remember(Caller caller) {
        Instant known = stored.getIfPresent(caller.userId());
        if (known == null || known.isBefore(caller.expires())) {
            database.run(tx -> store(tx, caller));
        }
    }

    private void store(Tx tx, Caller caller) {
        tx.sql()
                .createUpdate("""
                        insert into recipient
                            (user_id, preferences_id, phone, email, full_name, account_as_of, created_at, updated_at)
                        values (:user, :id, nullif(:phone, ''), nullif(:email, ''), nullif(:name, ''), :asOf, :now, :now)
                        on conflict (user_id) do update set
                            phone = coalesce(excluded.phone, recipient.phone),
                            email = coalesce(excluded.email, recipient.email),
                            full_name = coalesce(excluded.full_name, recipient.full_name),
                            account_as_of = excluded.account_as_of
                        where recipient.account_as_of < excluded.account_as_of""")
                .bind("user", caller.userId())
                .bind("id", Ids.next())
                .bind("phone", caller.phone())
                .bind("email", caller.email())
                .bind("name", caller.name())
                .bind("asOf", utc(caller.expires()))
                .bind("now", utc(clock.instant()))
                .execute();
        tx.afterCommit(() -> stored.put(caller.userId(), caller.expires()));
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
                        select user_id, preferences_id, enable_push, enable_sms, enable_email, device_token, phone, email,
                               full_name, quiet_hours_start, quiet_hours_end, created_at, updated_at
                        from recipient where user_id = :user""")
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

    /** Gives a caller the device with this token; whoever had it before has it no longer. */
    public void register(Tx tx, Caller caller, String deviceToken) {
        tx.sql()
                .createQuery("select pg_advisory_xact_lock(hashtextextended(:token, 0))")
                .bind("token", deviceToken)
                .map((row, context) -> Boolean.TRUE)
                .one();
        store(tx, caller);
        tx.sql()
                .createUpdate("""
                        update recipient set
                            device_token = case when user_id = :user then :token end, updated_at = :now
                        where user_id = :user or device_token = :token""")
                .bind("user", caller.userId())
                .bind("token", deviceToken)
                .bind("now", utc(clock.instant()))
                .execute();
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
