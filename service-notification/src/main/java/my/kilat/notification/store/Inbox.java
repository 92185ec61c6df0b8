package my.kilat.notification.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.notification.Notification;
import my.kilat.notification.domain.Announcement;
import my.kilat.notification.domain.Cursor;
import my.kilat.notification.domain.StoredNotification;
import my.kilat.notification.domain.Template;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;

/** The notifications of all users, newest first. Those of another user are treated as if they did not exist. */
public final class Inbox {
    private static final String COLUMNS = """
            n.id, n.user_id, n.booking_id, n.event_type, n.title, n.body, n.metadata, n.read_at, n.created_at, n.updated_at
            """;

    /** The state of its deliveries; null for each if there are none. */
    private static final String PROGRESS = """
            left join lateral (
                select array_agg(channel) filter (where state = 'pending') as open,
                       array_agg(channel) filter (where state = 'sent') as sent,
                       array_agg(channel) filter (where state = 'failed') as failed,
                       max(updated_at) as progressed_at
                from delivery where notification_id = n.id) d on true
            """;

    private static final Sql PUT = Sql.of("""
            insert into notification
                (id, event_id, user_id, booking_id, template, event_type, title, body, metadata, useful_until,
                 created_at, updated_at)
            select id, event, recipient, booking, template, type, title, body, cast(metadata as jsonb),
                   cast(until as timestamptz),
                   :now + place * interval '1 microsecond', :now + place * interval '1 microsecond'
            from unnest(:ids, :events, :recipients, :bookings, :templates, :types, :titles, :bodies, :metadata, :until)
                with ordinality
                as t(id, event, recipient, booking, template, type, title, body, metadata, until, place)
            on conflict (id) do nothing""");

    /** The total is in each row, and there is one row even if the page is empty. */
    static final Sql PAGE = Sql.of("select c.total, n.*, d.* /* bounded: by the page */"
                    + " from (select count(*) as total from notification where user_id = :user) c"
                    + " left join lateral (select " + COLUMNS
                    + " from notification n where n.user_id = :user"
                    + " order by n.created_at desc, n.id desc limit :limit offset :offset) n on true "
                    + PROGRESS
                    + " order by n.created_at desc, n.id desc")
            .plannedOnce();

    static final Sql FEED = Sql.of("select n.*, d.* /* bounded: by the page */ from (select " + COLUMNS
                    + " from notification n where n.user_id = :user and (n.created_at, n.id) < (:createdAt, :id)"
                    + " order by n.created_at desc, n.id desc limit :limit) n "
                    + PROGRESS
                    + " order by n.created_at desc, n.id desc")
            .plannedOnce();

    private static final Sql FIND = Sql.of(
            "select " + COLUMNS + ", d.* from notification n " + PROGRESS + " where n.id = :id and n.user_id = :user");

    private static final Sql SINCE = Sql.of("""
            select n.id, n.user_id, n.template, n.useful_until from notification n
            where n.user_id = any(:users) and n.created_at > :since
            order by n.created_at limit :most""");

    private static final Sql MARK_READ = Sql.of("""
            update notification
            set updated_at = case when read_at is null then :now else updated_at end,
                read_at = coalesce(read_at, :now)
            where id = :id and user_id = :user""");

    private final Database database;

    public Inbox(Database database) {
        this.database = database;
    }

    /** A page of an inbox. */
    public record Rows(List<Notification> notifications, long total) {}

    /** A row of a page; without a notification if the page is empty. */
    private record Counted(long total, Optional<Notification> notification) {
        static Counted read(Row row) {
            boolean isEmpty = row.uuidOrNull("id") == null;
            return new Counted(
                    row.bigNumber("total"), isEmpty ? Optional.empty() : Optional.of(NotificationRow.read(row)));
        }
    }

    /** Inserts announcements, in their order: a microsecond apart, so that the order is kept. */
    public static void put(Tx tx, List<Announcement> announcements, Instant now) {
        tx.update(
                PUT,
                arguments -> arguments
                        .time("now", now)
                        .uuids("ids", announcements, Announcement::notificationId)
                        .uuids("events", announcements, Announcement::eventId)
                        .uuids("recipients", announcements, Announcement::recipient)
                        .uuids("bookings", announcements, Announcement::bookingId)
                        .texts("templates", announcements, one -> one.template().name())
                        .texts(
                                "types",
                                announcements,
                                one -> one.template().event().wireName())
                        .texts("titles", announcements, one -> one.template().title())
                        .texts("bodies", announcements, Announcement::text)
                        .texts(
                                "metadata",
                                announcements,
                                one -> Json.text(one.variables().metadata()))
                        .times("until", announcements, Announcement::usefulUntil));
    }

    /** One page and the total number, in one statement. */
    public Rows page(UUID user, int limit, long offset) {
        List<Counted> rows = database.list(
                PAGE,
                arguments -> arguments.uuid("user", user).number("limit", limit).number("offset", offset),
                Counted::read);
        return new Rows(
                rows.stream().flatMap(row -> row.notification.stream()).toList(),
                rows.getFirst().total());
    }

    /** The first notifications after a cursor. */
    public List<Notification> behind(UUID user, Cursor cursor, int limit) {
        return database.list(
                FEED,
                arguments -> arguments
                        .uuid("user", user)
                        .time("createdAt", cursor.createdAt())
                        .uuid("id", cursor.id())
                        .number("limit", limit),
                NotificationRow::read);
    }

    /** The first notifications of these users after a time. */
    public static List<StoredNotification> since(Tx tx, Collection<UUID> users, Instant since, int limit) {
        return tx.list(
                SINCE,
                arguments -> arguments
                        .uuids("users", users, id -> id)
                        .time("since", since)
                        .number("most", limit),
                row -> new StoredNotification(
                        row.uuid("id"),
                        row.uuid("user_id"),
                        Template.named(row.text("template")).orElse(null),
                        row.timeOrNull("useful_until")));
    }

    /**
     * One notification.
     *
     * @throws Failure.NotFound if this user has none with that id
     */
    public Notification find(UUID user, UUID id) {
        return database.first(FIND, arguments -> arguments.uuid("id", id).uuid("user", user), NotificationRow::read)
                .orElseThrow(() -> new Failure.NotFound("Notification", id));
    }

    /**
     * Marks a notification as read now, unless it is marked already.
     *
     * @throws Failure.NotFound if this user has none with that id
     */
    public static void markRead(Tx tx, UUID user, UUID id, Instant now) {
        int found = tx.update(
                MARK_READ,
                arguments -> arguments.time("now", now).uuid("id", id).uuid("user", user));
        if (found == 0) {
            throw new Failure.NotFound("Notification", id);
        }
    }

    /** Deletes notifications that were made before, read or not, with their deliveries. */
    public void forgetBefore(Instant moment) {
        Sweep.deleteBefore(database, "notification", "created_at", moment);
    }
}
