package my.kilat.console.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The test cards of the simulated payment provider that bookings are paid with. */
enum SimulatedCard implements Word {
    CARD("card", true),
    DECLINED("card_declined", false),
    TIMEOUT("card_timeout", false),
    LATE("card_late", true),
    RELEASE_FAILS("card_release_fails", true),
    REFUND_FAILS("card_refund_fails", true);

    private final String word;
    private final boolean isGood;

    SimulatedCard(String word, boolean isGood) {
        this.word = word;
        this.isGood = isGood;
    }

    /** Whether the money is held in the end, so that a runner can accept the ride. */
    boolean isGood() {
        return isGood;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    @JsonCreator
    static SimulatedCard of(String word) {
        return Word.of(SimulatedCard.class, word);
    }
}
