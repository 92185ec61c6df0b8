package my.kilat.payment.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.contract.payment.LedgerKind;
import my.kilat.platform.id.Ids;

/** A movement of money between accounts; its entries sum to zero. */
public record LedgerTransaction(UUID id, UUID paymentId, LedgerKind kind, List<Entry> entries, Instant at) {
    /** The change of an account: a gain, or a loss if negative; never 0. */
    public record Entry(Account account, long amountCents) {}

    public LedgerTransaction {
        entries = List.copyOf(entries);
        long sum = entries.stream().mapToLong(Entry::amountCents).reduce(0, Math::addExact);
        if (sum != 0 || entries.size() < 2) {
            throw new IllegalArgumentException(kind + " of payment " + paymentId + " is off by " + sum + " sen");
        }
    }

    static LedgerTransaction hold(Terms terms, Instant at) {
        return of(
                terms,
                LedgerKind.HOLD,
                at,
                new Entry(Account.owner(terms.ownerId()), -terms.split().amountCents()),
                new Entry(Account.ESCROW, terms.split().amountCents()));
    }

    static LedgerTransaction release(Terms terms, UUID runnerId, Instant at) {
        return of(
                terms,
                LedgerKind.RELEASE,
                at,
                new Entry(Account.ESCROW, -terms.split().amountCents()),
                new Entry(Account.runner(runnerId), terms.split().payoutCents()),
                new Entry(Account.PLATFORM, terms.split().feeCents()));
    }

    static LedgerTransaction back(Terms terms, LedgerKind kind, Instant at) {
        return of(
                terms,
                kind,
                at,
                new Entry(Account.ESCROW, -terms.split().amountCents()),
                new Entry(Account.owner(terms.ownerId()), terms.split().amountCents()));
    }

    /** The platform pays the runner what a lapsed payment would have. */
    public static LedgerTransaction advance(Payment lapsed, UUID runnerId, Instant at) {
        return of(
                lapsed.terms(),
                LedgerKind.ADVANCE,
                at,
                new Entry(Account.PLATFORM, -lapsed.terms().split().payoutCents()),
                new Entry(Account.runner(runnerId), lapsed.terms().split().payoutCents()));
    }

    /** Entries of zero, such as the fee at 0 %, are omitted. */
    private static LedgerTransaction of(Terms terms, LedgerKind kind, Instant at, Entry... entries) {
        return new LedgerTransaction(
                Ids.next(),
                terms.id(),
                kind,
                Stream.of(entries).filter(entry -> entry.amountCents() != 0).toList(),
                at);
    }
}
