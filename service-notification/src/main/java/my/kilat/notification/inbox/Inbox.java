package my.kilat.notification.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.notification.Notification;
import my.kilat.contract.notification.NotificationFeed;
import my.kilat.notification.domain.Announcement;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.PageRequest;
import my.kilat.platform.json.Json;

/** Everybody's notifications, newest first. Nobody sees another's: they are as if they were not there. */
public final class Inbox {
    private static final String COLUMNS = """
            n.id, n.user_id, n.booking_id, n.event_type, n.title, n.body, n.metadata, n.read_at, n.created_at, n.updated_at
            """;

    /** How its deliveries stand; null for each when there are none. */
    private static final String PROGRESS = """
            left join lateral (
                select array_agg(channel) filter (where state = 'pending') as open,
                       array_agg(channel) filter (where state = 'sent') as sent,
                       array_agg(channel) filter (where state = 'failed') as failed,
                       max(updated_at) as progressed_at
                from delivery where notification_id = n.id) d on true
            """;

    private static final String PUT = """
            insert into notification
                (id, event_id, user_id, booking_id, template, event_type, title, body, metadata, created_at, updated_at)
            select id, event, recipient, booking, template, type, title, body, cast(metadata as jsonb),
                   ? + place * interval '1 microsecond', ? + place * interval '1 microsecond'
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                as t(id, event, recipient, booking, template, type, title, body, metadata, place)
            on conflict (id) do nothing""";

    private final Database database;
    private final InstantSource clock;

    public Inbox(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A page of an inbox. */
    record Rows(List<Notification> notifications, long total) {}

    /** Puts announcements into inboxes, in their order: a microsecond apart, so that the order stays. */
    public static void put(Tx tx, List<Announcement> announcements, Instant now) {
        PlainSql.update(
                tx.sql(),
                PUT,
                parameters -> parameters
                        .time(now)
                        .time(now)
                        .uuids(announcements, Announcement::notificationId)
                        .uuids(announcements, Announcement::eventId)
                        .uuids(announcements, Announcement::recipient)
                        .uuids(announcements, Announcement::bookingId)
                        .texts(
                                announcements,
                                announcement -> announcement.template().name())
                        .texts(
                                announcements,
                                announcement -> announcement.template().event().wireName())
                        .texts(
                                announcements,
                                announcement -> announcement.template().title())
                        .texts(announcements, Announcement::text)
                        .texts(
                                announcements,
                                announcement ->
                                        Json.text(announcement.variables().metadata())));
    }

    /** One page, and how many there are in all, in one statement: there is a row even where the page is empty. */
    Rows page(UUID user, PageRequest page) {
        String query =
                "select c.total, n.*, d.* /* bounded: by the page */ from (select count(*) as total from notification where user_id = :user) c"
                        + " left join lateral (select " + COLUMNS
                        + " from notification n where n.user_id = :user"
                        + " order by n.created_at desc, n.id desc limit :limit offset :offset) n on true "
                        + PROGRESS
                        + " order by n.created_at desc, n.id desc";
        return database.read(handle -> {
            List<Notification> notifications = new ArrayList<>(page.limit());
            long total = handle.createQuery(query)
                    .bind("user", user)
                    .bind("limit", page.limit())
                    .bind("offset", page.offset())
                    .reduceResultSet(0L, (count, row, context) -> {
                        if (row.getObject("id") != null) {
                            notifications.add(NotificationRow.read(row));
                        }
                        return row.getLong("total");
                    });
            return new Rows(notifications, total);
        });
    }

    /** The stretch behind a cursor, with the cursor of what follows. */
    NotificationFeed feed(UUID user, Cursor cursor, int limit) {
        String query = "select n.*, d.* /* bounded: by the page */ from (select " + COLUMNS
                + " from notification n where n.user_id = :user and (n.created_at, n.id) < (:createdAt, :id)"
                + " order by n.created_at desc, n.id desc limit :limit) n "
                + PROGRESS
                + " order by n.created_at desc, n.id desc";
        List<Notification> found = database.read(handle -> handle.createQuery(query)
                .bind("user", user)
                .bind("createdAt", utc(cursor.createdAt()))
                .bind("id", cursor.id())
                .bind("limit", limit + 1)
                .map((row, context) -> NotificationRow.read(row))
                .list());
        List<Notification> shown = found.subList(0, Math.min(limit, found.size()));
        return NotificationFeed.of(
                shown, found.size() > limit ? Cursor.behind(shown.getLast()).word() : "");
    }

    /**
     * One notification.
     *
     * @throws Failure.NotFound if this user has none of that id
     */
    Notification find(UUID user, UUID id) {
        String query = "select " + COLUMNS + ", d.* from notification n " + PROGRESS
                + " where n.id = :id and n.user_id = :user";
        Optional<Notification> found = database.read(handle -> handle.createQuery(query)
                .bind("id", id)
                .bind("user", user)
                .map((row, context) -> NotificationRow.read(row))
                .findOne());
        return found.orElseThrow(() -> new Failure.NotFound("Notification", id));
    }

    /**
     * Marks a notification as read, now; one that has been read stays as it is.
     *
     * @throws Failure.NotFound if this user has none of that id
     */
    void markRead(Tx tx, UUID user, UUID id) {
        int found = tx.sql()
                .createUpdate("""
                        update notification
                        set updated_at = case when read_at is null then :now else updated_at end,
                            read_at = coalesce(read_at, :now)
                        where id = :id and user_id = :user""")
                .bind("now", utc(clock.instant()))
                .bind("id", id)
                .bind("user", user)
                .execute();
        if (found == 0) {
            throw new Failure.NotFound("Notification", id);
        }
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
