package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import my.kilat.contract.payment.LedgerKind;
import org.jspecify.annotations.Nullable;

/**
 * Which lines are in the ledger, the latest first?
 *
 * @param text a booking number, or the id of a payment, a booking, a transaction or a person; all lines when it is missing
 * @param kind of transaction; all when it is missing
 * @param before where the page before ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerQuestion(
        @Nullable String text,
        @Nullable LedgerKind kind,
        @Nullable String before) {}
