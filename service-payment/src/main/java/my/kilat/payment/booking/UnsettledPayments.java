package my.kilat.payment.booking;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.internal.BookingStanding;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.payment.domain.BookingUpdate;
import my.kilat.payment.domain.Decision;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.settlement.Timing;
import my.kilat.payment.store.Payments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.reconcile.Pairs;
import org.jspecify.annotations.Nullable;

/**
 * Compares payments that are pending or held with their bookings. The content of a lost event is stored, and the money
 * follows: back to the owner of a cancelled booking, to the runner of a confirmed one. Facts about a booking are only ever
 * added, so the event may still arrive later.
 */
public final class UnsettledPayments implements Pairs<Payment> {
    private static final int PAGE = 100;

    private final Database database;
    private final BookingKnowledge bookings;
    private final Consequences consequences;
    private final Timing timing;

    public UnsettledPayments(Database database, BookingKnowledge bookings, Consequences consequences, Timing timing) {
        this.database = database;
        this.bookings = bookings;
        this.consequences = consequences;
        this.timing = timing;
    }

    @Override
    public Page<Payment> page(Queries queries, String position) {
        UUID after = position.isEmpty() ? new UUID(0, 0) : UUID.fromString(position);
        List<Payment> rows = Payments.unsettledAfter(queries, after, PAGE);
        List<UUID> ids = rows.stream().map(row -> row.terms().bookingId()).toList();
        return new Page<>(rows, ids, rows.size() < PAGE ? "" : ids.getLast().toString());
    }

    @Override
    public Compared compare(List<Payment> rows, boolean isRepairing) {
        List<UUID> ids = rows.stream().map(row -> row.terms().bookingId()).toList();
        Map<UUID, BookingStanding> standings = bookings.standings(ids).stream()
                .collect(Collectors.toMap(BookingStanding::bookingId, Function.identity()));
        Map<UUID, BookingFacts> known =
                bookings.of(ids).stream().collect(Collectors.toMap(BookingFacts::id, Function.identity()));
        Comparison comparison = new Comparison(timing.now());
        for (Payment payment : rows) {
            UUID id = payment.terms().bookingId();
            comparison.of(payment, Objects.requireNonNull(known.get(id)), standings.get(id));
        }
        Set<UUID> repairs = comparison.repairs();
        if (isRepairing && !repairs.isEmpty()) {
            repairs = database.transact(tx -> consequences.take(
                    tx, new Consequences.Findings(comparison.news, comparison.releases, comparison.cancelled)));
        }
        return new Compared(repairs, comparison.differences);
    }

    /** The result of a page. */
    private final class Comparison {
        private final Instant now;
        private final SortedMap<UUID, BookingUpdate> news = new TreeMap<>();
        private final Map<UUID, UUID> releases = new HashMap<>();
        private final Map<UUID, String> cancelled = new HashMap<>();
        private final Map<UUID, String> differences = new HashMap<>();

        Comparison(Instant now) {
            this.now = now;
        }

        void of(Payment payment, BookingFacts known, @Nullable BookingStanding standing) {
            UUID id = known.id();
            if (standing == null) {
                differences.put(
                        id,
                        "payment " + payment.id() + " is "
                                + payment.state().status().word() + ", but there is no booking " + id
                                + "; an admin can refund it");
                return;
            }
            if (!standing.ownerId().equals(payment.terms().ownerId())
                    || standing.priceCents() != payment.terms().split().amountCents()) {
                differences.put(
                        id, "payment " + payment.id() + " is of another owner or amount than booking " + id + " says");
                return;
            }
            if (teaches(known, standing)) {
                news.put(id, BookingUpdate.of(standing, now));
            }
            if (standing.status() == BookingStatus.CANCELLED
                    && decides(payment.bookingCancelled(standing.cancelNote(), now, timing.patience()))) {
                cancelled.put(id, standing.cancelNote());
            }
            UUID runner = standing.runnerId();
            if (runner != null
                    && standing.confirmed()
                    && decides(payment.deliveryConfirmed(runner, now, timing.patience()))) {
                releases.put(id, runner);
            }
        }

        /** The bookings to which anything is to be changed. */
        private Set<UUID> repairs() {
            Set<UUID> repairs = new HashSet<>(news.keySet());
            repairs.addAll(releases.keySet());
            repairs.addAll(cancelled.keySet());
            return repairs;
        }

        private static boolean teaches(BookingFacts known, BookingStanding standing) {
            return !known.isPriced()
                    || !Objects.equals(known.runnerId(), standing.runnerId())
                    || (standing.confirmed() && !known.confirmed())
                    || (standing.status() == BookingStatus.CANCELLED && !known.cancelled());
        }

        private static boolean decides(Decision decision) {
            return !decision.isNothing();
        }
    }
}
