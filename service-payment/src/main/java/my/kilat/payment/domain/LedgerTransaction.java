package my.kilat.payment.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.contract.Word;
import my.kilat.platform.id.Ids;

/** A movement of money between accounts; its entries sum to zero. */
public record LedgerTransaction(UUID id, UUID paymentId, Kind kind, List<Entry> entries, Instant at) {

    /** The kinds of movement. */
    public enum Kind implements Word {
        /** From the owner into escrow. */
        HOLD("hold"),
        /** From escrow to the runner and the platform. */
        RELEASE("release"),
        /** From escrow back to the owner. */
        REFUND("refund"),
        /** From escrow back to the owner, because the hold has ended at the bank. */
        LAPSE("lapse"),
        /** From the platform to the runner, who has earned it, after a lapse. */
        ADVANCE("advance"),
        /** An advance back to the platform, once the runner is paid by another payment. */
        REPAYMENT("repayment");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

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
                Kind.HOLD,
                at,
                new Entry(Account.owner(terms.ownerId()), -terms.split().amountCents()),
                new Entry(Account.ESCROW, terms.split().amountCents()));
    }

    static LedgerTransaction release(Terms terms, UUID runnerId, Instant at) {
        return of(
                terms,
                Kind.RELEASE,
                at,
                new Entry(Account.ESCROW, -terms.split().amountCents()),
                new Entry(Account.runner(runnerId), terms.split().payoutCents()),
                new Entry(Account.PLATFORM, terms.split().feeCents()));
    }

    static LedgerTransaction back(Terms terms, Kind kind, Instant at) {
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
                Kind.ADVANCE,
                at,
                new Entry(Account.PLATFORM, -lapsed.terms().split().payoutCents()),
                new Entry(Account.runner(runnerId), lapsed.terms().split().payoutCents()));
    }

    /** Entries of zero, such as the fee at 0 %, are omitted. */
    private static LedgerTransaction of(Terms terms, Kind kind, Instant at, Entry... entries) {
        return new LedgerTransaction(
                Ids.next(),
                terms.id(),
                kind,
                Stream.of(entries).filter(entry -> entry.amountCents() != 0).toList(),
                at);
    }
}
