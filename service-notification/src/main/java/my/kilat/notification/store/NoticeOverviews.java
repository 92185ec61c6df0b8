package my.kilat.notification.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.contract.event.WithFraction;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import org.jspecify.annotations.Nullable;

/** Notices as operators look at them: how many get through, and what was told about one booking. */
public final class NoticeOverviews {
    /** So many of those that wait are counted at most. */
    static final int MOST_PENDING = 100_000;

    /** Of those that have ended, by the time at which they did; each number is read from an index that has no others. */
    static final Sql FIGURES = Sql.of("""
            select waiting.*, lately.* from
                (select count(*) as pending from (
                    select from delivery where state = 'pending' limit :most) counted) waiting,
                (select count(*) filter (where state = 'sent') as sent,
                    count(*) filter (where state = 'failed') as failed
                 from delivery where state in ('sent', 'failed', 'dropped') and updated_at >= :since) lately
            /* bounded: two aggregates */""");

    private static final Sql NOTICES = Sql.of("""
            select id, user_id, template, title, body, read_at, created_at
            from notification where booking_id = :booking order by created_at, id limit 200""");

    private static final Sql ONE = Sql.of("""
            select id, user_id, template, title, body, read_at, created_at from notification where id = :id""");

    private static final Sql DELIVERIES = Sql.of("""
            select notification_id, channel, state, attempts, due_at, last_problem, updated_at
            from delivery where notification_id = any(:notices) order by channel
            /* bounded: one for each notice and channel */""");

    private final Database database;

    public NoticeOverviews(Database database) {
        this.database = database;
    }

    /**
     * How deliveries go.
     *
     * @param pending at most {@value #MOST_PENDING}
     */
    public record Figures(long pending, long sentLastHour, long failedLastHour) {}

    /** A notice in one inbox. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Notice(
            UUID id,
            UUID userId,
            String template,
            String title,
            String body,
            @Nullable Instant readAt,
            @WithFraction Instant createdAt,
            List<Way> deliveries) {
        Notice with(List<Way> ways) {
            return new Notice(id, userId, template, title, body, readAt, createdAt, ways);
        }
    }

    /** One way by which a notice goes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Way(
            String channel,
            String state,
            int attempts,
            Instant dueAt,
            @Nullable String lastProblem,
            Instant updatedAt) {}

    private record Found(UUID notice, Way way) {}

    /** The figures of this moment; of deliveries that have ended since then. */
    public Figures figures(Instant since) {
        return database.first(
                        FIGURES,
                        values -> values.time("since", since).number("most", MOST_PENDING),
                        row -> new Figures(row.bigNumber("pending"), row.bigNumber("sent"), row.bigNumber("failed")))
                .orElseThrow();
    }

    /** What was told about a booking, the oldest first. */
    public List<Notice> about(UUID booking) {
        return withWays(database.list(NOTICES, values -> values.uuid("booking", booking), NoticeOverviews::read));
    }

    /** The notice with this id. */
    public Optional<Notice> find(UUID id) {
        return withWays(database.list(ONE, values -> values.uuid("id", id), NoticeOverviews::read)).stream()
                .findFirst();
    }

    private static Notice read(Row row) {
        return new Notice(
                row.uuid("id"),
                row.uuid("user_id"),
                row.text("template"),
                row.text("title"),
                row.text("body"),
                row.timeOrNull("read_at"),
                row.time("created_at"),
                List.of());
    }

    private List<Notice> withWays(List<Notice> notices) {
        Map<UUID, List<Way>> ways = database
                .list(
                        DELIVERIES,
                        values -> values.uuids("notices", notices, Notice::id),
                        row -> new Found(
                                row.uuid("notification_id"),
                                new Way(
                                        row.text("channel"),
                                        row.text("state"),
                                        row.number("attempts"),
                                        row.time("due_at"),
                                        row.textOrNull("last_problem"),
                                        row.time("updated_at"))))
                .stream()
                .collect(Collectors.groupingBy(Found::notice, Collectors.mapping(Found::way, Collectors.toList())));
        return notices.stream()
                .map(notice -> notice.with(ways.getOrDefault(notice.id(), List.of())))
                .toList();
    }
}
