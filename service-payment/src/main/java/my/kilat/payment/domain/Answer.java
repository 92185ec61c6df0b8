package my.kilat.payment.domain;

/** The responses of a provider; each request has its own set. */
public sealed interface Answer {
    /** The responses to a request to hold the money. */
    sealed interface ToAuthorise extends Answer {}

    /** The responses to a request to keep a card for later. */
    sealed interface ToStore extends Answer {}

    /** The responses to a request to pay out what is held. */
    sealed interface ToCapture extends Answer {}

    /** The responses to a request to give back what is held, and to hold nothing more. */
    sealed interface ToGiveBack extends Answer {}

    /** The outcome of a charge, which a provider may also send on its own; see {@link Webhooks}. */
    sealed interface Outcome extends Answer {}

    /** The money is held, under that name. */
    record Authorised(String providerId) implements ToAuthorise, Outcome {}

    /** The money will not be held; the reason is for the owner to read. */
    record Declined(String reason) implements ToAuthorise, ToStore, Outcome {}

    /** The card is good as far as can be known now, and can be authorised later under the same key. */
    record Stored() implements ToStore {}

    /** The payer has to act before anything is held. */
    record ActionRequired(PayerAction action) implements ToAuthorise {}

    /** The money is paid out. */
    record Captured() implements ToCapture, Outcome {}

    /** The hold has ended without being paid out, and cannot be restored. */
    record Gone(String reason) implements ToCapture, Outcome {}

    /** The owner has the money back, or it was never taken. */
    record GivenBack() implements ToGiveBack, Outcome {}

    /** The request is refused for now. What was held is still held. */
    record Refused(String reason) implements ToCapture, ToGiveBack {}

    /** No response in time: the request may have been carried out, or not, or may be later. */
    record Silence(String reason) implements ToAuthorise, ToStore, ToCapture, ToGiveBack {}
}
