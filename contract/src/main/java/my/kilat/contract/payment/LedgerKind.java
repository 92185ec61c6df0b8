package my.kilat.contract.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The kinds of transactions in the ledger: between which accounts money was moved, and why. */
public enum LedgerKind implements Word {
    /** From the owner into escrow. */
    HOLD("hold"),
    /** From escrow to the runner and the platform. */
    RELEASE("release"),
    /** From escrow back to the owner. */
    REFUND("refund"),
    /** From escrow back to the owner, because the hold could be neither kept nor paid out. */
    LAPSE("lapse"),
    /** From the platform to the runner, who has earned it, after a lapse. */
    ADVANCE("advance"),
    /** An advance back to the platform, once the runner is paid by another payment. */
    REPAYMENT("repayment");

    private final String word;

    LedgerKind(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static LedgerKind of(String word) {
        return Word.of(LedgerKind.class, word);
    }
}
