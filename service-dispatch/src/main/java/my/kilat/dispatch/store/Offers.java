package my.kilat.dispatch.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.dispatch.domain.Candidate;
import my.kilat.dispatch.domain.Ride;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.id.Ids;

/**
 * Offers in the database. Each change of state is one update on the condition that the offer is open, so of an answer, its
 * deadline and a withdrawal exactly one takes effect. While its runner's acceptance is brought to the booking service an offer
 * is claimed: it neither expires nor is declined before the claim has lapsed. What the booking service says of its runner
 * prevails over an expiry.
 */
public final class Offers {
    /** Longer than the booking service may take; a claim whose instance has died lapses then. */
    private static final Duration CLAIM = Duration.ofSeconds(10);

    /** More than are made in any number of rounds that the settings allow. */
    private static final int MOST_OF_A_BOOKING = 1_000;

    private static final String COLUMNS =
            "id, booking_id, runner_id, cycle, round, state, metres, made_at, expires_at, ended_at";

    private static final String UNCLAIMED = "(claimed_at is null or claimed_at <= :claimed_until)";

    private static final Sql ADD = Sql.of("""
            insert into offer (id, booking_id, runner_id, cycle, round, metres, made_at, expires_at)
            values (:id, :booking, :runner, :cycle, :round, :metres, :now, :expires)""");

    private static final Sql FIND = Sql.of("select " + COLUMNS + " from offer where id = :id");

    private static final Sql OPEN_OF_RUNNERS = Sql.of("select open.* from unnest(:runners) as wanted (id)"
            + " cross join lateral (select " + COLUMNS + " from offer"
            + " where runner_id = wanted.id and state = 'open' and (expires_at > :now or not " + UNCLAIMED + ")"
            + " order by made_at limit 100) open"
            + " order by open.made_at, open.id /* bounded: a hundred for each runner asked for */");

    private static final Sql LIST =
            Sql.of("select " + COLUMNS + " from offer where id = any(:ids) /* bounded: as many as asked for */");

    private static final Sql OF_BOOKING =
            Sql.of("select " + COLUMNS + " from offer where booking_id = :booking order by made_at, id limit :most");

    private static final Sql CLAIM_IT = Sql.of("""
            update offer set claimed_at = :now
            where id = :id and runner_id = :runner and state = 'open' and expires_at > :now""");

    private static final Sql RELEASE = Sql.of("""
            update offer set claimed_at = null where id = :id and claimed_at = :claimed and state = 'open'""");

    private static final Sql DECLINE = Sql.of("""
            update offer set state = 'declined', ended_at = :now
            where id = :id and runner_id = :runner and state = 'open' and expires_at > :now and\s""" + UNCLAIMED);

    private static final Sql EXPIRE = Sql.of("""
            update offer set state = 'expired', ended_at = :now
            where booking_id = :booking and state = 'open' and expires_at <= :now and\s""" + UNCLAIMED + """

            returning /* bounded: the open offers of a booking */\s""" + COLUMNS);

    private static final Sql SETTLE = Sql.of("""
            update offer set state = case when runner_id = :runner then 'accepted' else 'withdrawn' end, ended_at = :now
            where booking_id = :booking and cycle = :cycle
              and (state = 'open' or (state in ('expired', 'withdrawn') and runner_id = :runner))
            returning /* bounded: the open offers of a booking */\s""" + COLUMNS);

    private static final Sql WITHDRAW = Sql.of("""
            update offer set state = 'withdrawn', ended_at = :now where booking_id = :booking and state = 'open'
            returning /* bounded: the open offers of a booking */\s""" + COLUMNS);

    private static final Sql OFFERED_TO = Sql.of("""
            select distinct booking_id from offer where runner_id = any(:runners) and state = 'open'
            /* bounded: the open offers of each runner asked for */""");

    private static final Sql WITHDRAW_FROM = Sql.of("""
            update offer set state = 'withdrawn', ended_at = :now where runner_id = any(:runners) and state = 'open'
            returning /* bounded: the open offers of each runner */\s""" + COLUMNS);

    private static final Sql OPEN_UNTIL = Sql.of("""
            select min(greatest(expires_at, claimed_at + make_interval(secs => :claim))) as until
            from offer where booking_id = :booking and state = 'open'""");

    /**
     * An offer.
     *
     * @param metres from the runner to the pickup when it was made
     */
    public record Offer(
            UUID id,
            UUID bookingId,
            UUID runnerId,
            int cycle,
            int round,
            OfferStatus status,
            double metres,
            Instant madeAt,
            Instant expiresAt,
            Optional<Instant> endedAt) {}

    /** Offers a ride, whose row is locked, to runners. */
    public List<Offer> make(Tx tx, Ride ride, List<Candidate> runners, Instant now, Instant expires) {
        int cycle = ride.search().cycle();
        int round = ride.search().round() + 1;
        List<Offer> made = runners.stream()
                .map(runner -> new Offer(
                        Ids.next(),
                        ride.bookingId(),
                        runner.runnerId(),
                        cycle,
                        round,
                        OfferStatus.OPEN,
                        runner.metres(),
                        now,
                        expires,
                        Optional.empty()))
                .toList();
        tx.updateEach(
                ADD,
                made,
                (values, offer) -> values.uuid("id", offer.id)
                        .uuid("booking", offer.bookingId)
                        .uuid("runner", offer.runnerId)
                        .number("cycle", cycle)
                        .number("round", round)
                        .real("metres", offer.metres)
                        .time("now", now)
                        .time("expires", expires));
        return made;
    }

    /** The offer of that id. */
    public Optional<Offer> find(Queries queries, UUID id) {
        return queries.first(FIND, values -> values.uuid("id", id), Offers::read);
    }

    /** Those that these runners can answer, and those whose acceptance is under way, the oldest first. */
    public List<Offer> openOf(Queries queries, Collection<UUID> runners, Instant now) {
        return queries.list(
                OPEN_OF_RUNNERS,
                values -> values.uuids("runners", runners, id -> id)
                        .time("now", now)
                        .time("claimed_until", now.minus(CLAIM)),
                Offers::read);
    }

    /** The offers of these ids, as far as there are any. */
    public List<Offer> list(Queries queries, Collection<UUID> ids) {
        return queries.list(LIST, values -> values.uuids("ids", ids, id -> id), Offers::read);
    }

    /** All offers of a booking, the oldest first. */
    public List<Offer> of(Queries queries, UUID booking) {
        return queries.list(
                OF_BOOKING, values -> values.uuid("booking", booking).number("most", MOST_OF_A_BOOKING), Offers::read);
    }

    /** Begins an acceptance; returns whether the offer was open and this runner's. It may be begun again. */
    public boolean claim(Tx tx, UUID id, UUID runner, Instant now) {
        return tx.update(
                        CLAIM_IT,
                        values -> values.uuid("id", id).uuid("runner", runner).time("now", now))
                == 1;
    }

    /** The acceptance that was begun then has come to nothing. */
    public void release(Tx tx, UUID id, Instant claimed) {
        tx.update(RELEASE, values -> values.uuid("id", id).time("claimed", claimed));
    }

    /** Declines an offer of a locked ride; returns whether it was open and this runner's. */
    public boolean decline(Tx tx, UUID id, UUID runner, Instant now) {
        return tx.update(
                        DECLINE,
                        values -> values.uuid("id", id)
                                .uuid("runner", runner)
                                .time("now", now)
                                .time("claimed_until", now.minus(CLAIM)))
                == 1;
    }

    /** Ends those offers of a locked ride whose time is over. */
    public List<Offer> expire(Tx tx, UUID booking, Instant now) {
        return tx.list(
                EXPIRE,
                values -> values.uuid("booking", booking).time("now", now).time("claimed_until", now.minus(CLAIM)),
                Offers::read);
    }

    /** The runner of a locked ride has accepted; what else is open is withdrawn. */
    public List<Offer> settle(Tx tx, Ride ride, UUID runner, Instant now) {
        return tx.list(
                SETTLE,
                values -> values.uuid("booking", ride.bookingId())
                        .number("cycle", ride.search().cycle())
                        .uuid("runner", runner)
                        .time("now", now),
                Offers::read);
    }

    /** Withdraws what is open of a locked ride. */
    public List<Offer> withdraw(Tx tx, UUID booking, Instant now) {
        return tx.list(WITHDRAW, values -> values.uuid("booking", booking).time("now", now), Offers::read);
    }

    /** The bookings that these runners have open offers of. */
    public List<UUID> bookingsOfferedTo(Tx tx, Collection<UUID> runners) {
        return tx.list(OFFERED_TO, values -> values.uuids("runners", runners, id -> id), row -> row.uuid("booking_id"));
    }

    /** Withdraws what these runners were offered, all of it of locked rides, also what they are just accepting. */
    public List<Offer> withdrawFrom(Tx tx, Collection<UUID> runners, Instant now) {
        return tx.list(
                WITHDRAW_FROM,
                values -> values.uuids("runners", runners, id -> id).time("now", now),
                Offers::read);
    }

    /** When the first open offer of a locked ride can end; empty when none is open. */
    public Optional<Instant> openUntil(Tx tx, UUID booking) {
        return tx.first(
                        OPEN_UNTIL,
                        values -> values.uuid("booking", booking).number("claim", CLAIM.toSeconds()),
                        row -> Optional.ofNullable(row.timeOrNull("until")))
                .flatMap(until -> until);
    }

    private static Offer read(Row row) {
        return new Offer(
                row.uuid("id"),
                row.uuid("booking_id"),
                row.uuid("runner_id"),
                row.number("cycle"),
                row.number("round"),
                OfferStatus.of(row.text("state")),
                row.real("metres"),
                row.time("made_at"),
                row.time("expires_at"),
                Optional.ofNullable(row.timeOrNull("ended_at")));
    }
}
