package my.kilat.dispatch.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.event.WithFraction;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.page.Cursor;
import org.jspecify.annotations.Nullable;

/** What was offered to a runner and what came of it, for operators. */
public final class RunnerOffers {
    private static final Sql LIST = Sql.of("""
            select id, booking_id, round, state, metres, made_at, expires_at, ended_at from offer
            where runner_id = :runner and (made_at, id) < (:at, :id)
            order by made_at desc, id desc limit :most""");

    private final Database database;

    public RunnerOffers(Database database) {
        this.database = database;
    }

    /**
     * An offer.
     *
     * @param endedAt null while it is open
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            UUID id,
            UUID bookingId,
            int round,
            OfferStatus status,
            double metres,
            @WithFraction Instant madeAt,
            @WithFraction Instant expiresAt,
            @Nullable @WithFraction Instant endedAt) {}

    /** Those of a runner behind a cursor, the latest first. */
    public List<Line> of(UUID runner, Cursor start, int most) {
        return database.list(
                LIST,
                values -> values.uuid("runner", runner)
                        .time("at", start.at())
                        .uuid("id", start.id())
                        .number("most", most),
                row -> new Line(
                        row.uuid("id"),
                        row.uuid("booking_id"),
                        row.number("round"),
                        OfferStatus.of(row.text("state")),
                        row.real("metres"),
                        row.time("made_at"),
                        row.time("expires_at"),
                        row.timeOrNull("ended_at")));
    }
}
