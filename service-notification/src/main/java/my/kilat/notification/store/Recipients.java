package my.kilat.notification.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.Preferences;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.notification.domain.Contact;
import my.kilat.notification.domain.QuietHours;
import my.kilat.notification.domain.QuietHoursChange;
import my.kilat.notification.domain.Recipient;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.id.Ids;

/** The contact data and preferences of all users. */
public final class Recipients {
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

    private Recipients() {}

    /** Stores contact data from a user's own token, unless the stored version is higher. */
    public static void put(Tx tx, Contact contact, Instant now) {
        tx.update(
                STORE,
                arguments -> arguments
                        .uuid("user", contact.userId())
                        .uuid("id", Ids.next())
                        .text("phone", contact.phone())
                        .text("email", contact.email())
                        .text("name", contact.name())
                        .number("version", contact.version())
                        .number("generation", contact.sessionGeneration())
                        .time("now", now));
    }

    /** Stores contact data from events of identity, unless the stored version is higher. */
    public static void putAnnounced(Tx tx, List<Contact> contacts, Instant now) {
        tx.update(
                LEARN,
                arguments -> arguments
                        .time("now", now)
                        .uuids("users", contacts, Contact::userId)
                        .uuids("preferences", contacts, _ -> Ids.next())
                        .texts("phones", contacts, Contact::phone)
                        .texts("emails", contacts, Contact::email)
                        .texts("names", contacts, Contact::name)
                        .numbers("versions", contacts, Contact::version)
                        .numbers("generations", contacts, Contact::sessionGeneration));
    }

    /** Those of these users for whom an account event was received. */
    public static Set<UUID> announced(Tx tx, Collection<UUID> users) {
        return new HashSet<>(
                tx.list(ANNOUNCED, arguments -> arguments.uuids("users", users, id -> id), row -> row.uuid("user_id")));
    }

    /** The preferences of a user; empty if the user is unknown. */
    public static Optional<Preferences> preferences(Database database, UUID user) {
        return database.first(PREFERENCES, arguments -> arguments.uuid("user", user), RecipientRow::preferences);
    }

    /** Changes the values in a request. */
    public static void update(
            Tx tx, UUID user, UpdatePreferencesRequest request, QuietHoursChange quietHours, Instant now) {
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
                        .time("now", now)
                        .uuid("user", user));
    }

    /** Records a change of a user's data; returns whether their sessions of this generation are still valid. */
    public static boolean touch(Tx tx, UUID user, long generation, Instant now) {
        return tx.update(
                        TOUCH,
                        arguments ->
                                arguments.time("now", now).uuid("user", user).number("generation", generation))
                > 0;
    }

    /** Those of these users who may be reachable by a channel beyond the inbox. */
    public static Map<UUID, Recipient> reachable(Tx tx, Collection<UUID> users) {
        Map<UUID, Recipient> reachable = new HashMap<>();
        tx.list(REACHABLE, arguments -> arguments.uuids("users", users, id -> id), RecipientRow::recipient)
                .forEach(recipient -> reachable.put(recipient.userId(), recipient));
        return reachable;
    }
}
