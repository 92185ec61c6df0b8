package my.kilat.payment.domain;

import my.kilat.contract.Word;

/** A request for a payment that still has to be sent to the provider. */
public enum Task implements Word {
    /** Hold the owner's money. */
    AUTHORISE("authorise"),
    /** Check and keep the card, whose money is held later. */
    STORE("store"),
    /** Make another hold before the present one ends. */
    RENEW("renew"),
    /** Take what is held before the hold ends; it stays in escrow. */
    CAPTURE("capture"),
    /** Pay out what is held. */
    RELEASE("release"),
    /** Give back what is held. */
    REFUND("refund"),
    /** Make sure that nothing is held for a payment that has failed meanwhile. */
    VOID("void");

    private final String word;

    Task(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    public static Task of(String word) {
        return Word.of(Task.class, word);
    }
}
