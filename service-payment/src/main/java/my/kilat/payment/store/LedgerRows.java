package my.kilat.payment.store;

import my.kilat.payment.domain.LedgerTransaction;
import my.kilat.platform.database.Arguments;

/** A ledger transaction as the parameters of a statement that inserts it and its entries. */
final class LedgerRows {
    /** Inserts the entries of the one transaction that the statement has inserted as {@code booked}. */
    static final String ENTER = """
            insert into ledger_entry (transaction_id, account, party, amount_cents)
            select booked.id, e.account, e.party, e.amount
            from booked, unnest(:accounts, :parties, :amounts) as e(account, party, amount)""";

    private LedgerRows() {}

    static void bind(Arguments values, LedgerTransaction transaction) {
        values.uuid("booked", transaction.id())
                .text("kind", transaction.kind().word())
                .time("booked_at", transaction.at())
                .texts(
                        "accounts",
                        transaction.entries(),
                        entry -> entry.account().kind().word())
                .uuids(
                        "parties",
                        transaction.entries(),
                        entry -> entry.account().party())
                .numbers("amounts", transaction.entries(), LedgerTransaction.Entry::amountCents);
    }
}
