package my.kilat.payment.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
