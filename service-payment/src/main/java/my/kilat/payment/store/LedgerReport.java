package my.kilat.payment.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import my.kilat.contract.Word;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Account;

/**
 * The result of a check of the ledger: consistent for each payment, but not across payments.
 *
 * @param balances the sum of each kind of account in sen; that of the owners is negative
 * @param payments the number of payments in each state, and their amounts
 * @param unbalanced transactions whose entries do not sum to zero, or are fewer than two, or that belong to no payment
 * @param disagreeing payments whose state contradicts their entries, or whose entries belong to another party
 */
public record LedgerReport(
        Map<Account.Kind, Long> balances, Map<EscrowStatus, Count> payments, long unbalanced, long disagreeing) {

    /** A number of payments and the sum of their amounts in sen. */
    public record Count(long number, long cents) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(number + other.number, cents + other.cents);
        }
    }

    /**
     * A sum of a part of the ledger.
     *
     * @param what {@code accounts}, or {@code payments} by their state
     * @param name of the kind of account, or of the state
     * @param wrong how many of the transactions, or of the payments, are not in order
     */
    public record Sum(String what, String name, long number, long cents, long wrong) {
        /** This and what another part has of the same. */
        Sum plus(Sum other) {
            return new Sum(what, name, number + other.number, cents + other.cents, wrong + other.wrong);
        }
    }

    /** Adds up the sums of parts. */
    public static LedgerReport of(Collection<Sum> sums) {
        Map<Account.Kind, Long> balances = new EnumMap<>(Account.Kind.class);
        Map<EscrowStatus, Count> payments = new EnumMap<>(EscrowStatus.class);
        long unbalanced = 0;
        long disagreeing = 0;
        for (Sum sum : sums) {
            if (sum.what.equals("accounts")) {
                balances.merge(Word.of(Account.Kind.class, sum.name), sum.cents, Long::sum);
                unbalanced += sum.wrong;
            } else {
                payments.merge(EscrowStatus.of(sum.name), new Count(sum.number, sum.cents), Count::plus);
                disagreeing += sum.wrong;
            }
        }
        return new LedgerReport(balances, payments, unbalanced, disagreeing);
    }

    public LedgerReport {
        balances = Map.copyOf(balances);
        payments = Map.copyOf(payments);
    }

    /** The sum of one kind of account, in sen. */
    public long balance(Account.Kind kind) {
        return balances.getOrDefault(kind, 0L);
    }

    /** The payments in one state. */
    public Count payments(EscrowStatus status) {
        return payments.getOrDefault(status, Count.NONE);
    }

    /** The number of payments in all states. */
    public long allPayments() {
        return payments.values().stream().mapToLong(Count::number).sum();
    }

    /** The sum over all accounts, in sen; must be 0. */
    public long sum() {
        return balances.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The inconsistencies, in sentences; empty if there are none. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (sum() != 0) {
            faults.add("the accounts are off by " + sum() + " sen");
        }
        if (unbalanced > 0) {
            faults.add(unbalanced + " ledger transactions do not add up to zero or belong to no payment");
        }
        long held = payments(EscrowStatus.HELD).cents();
        long escrow = balance(Account.Kind.ESCROW);
        if (escrow != held) {
            faults.add("escrow holds " + escrow + " sen, but payments say " + held);
        }
        if (disagreeing > 0) {
            faults.add("the state of " + disagreeing + " payments does not agree with their entries");
        }
        return faults;
    }
}
