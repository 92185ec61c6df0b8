package my.kilat.payment.domain;

/** What a provider may answer; each question has its own set. */
public sealed interface Answer {
    /** To: hold this money. */
    sealed interface ToAuthorise extends Answer {}

    /** To: pay out what is held. */
    sealed interface ToCapture extends Answer {}

    /** To: give back what is held, and hold nothing more. */
    sealed interface ToGiveBack extends Answer {}

    /** What something came to; a provider may also tell it by itself, see {@link Webhooks}. */
    sealed interface Outcome extends Answer {}

    /** It is held, under that name. */
    record Authorised(String providerId) implements ToAuthorise, Outcome {}

    /** It will not be held; the reason is for the owner to read. */
    record Declined(String reason) implements ToAuthorise, Outcome {}

    /** Nothing is held before the payer has done something. */
    record ActionRequired(PayerAction action) implements ToAuthorise {}

    /** It is paid out. */
    record Captured() implements ToCapture, Outcome {}

    /** The hold has ended without being paid out, and cannot be had back. */
    record Gone(String reason) implements ToCapture, Outcome {}

    /** The owner has it back, or it was never taken. */
    record GivenBack() implements ToGiveBack, Outcome {}

    /** Not now. What was held is still held. */
    record Refused(String reason) implements ToCapture, ToGiveBack {}

    /** No answer in time: it may have been done, or not, or be done later. */
    record Silence(String reason) implements ToAuthorise, ToCapture, ToGiveBack {}
}
