package my.kilat.payment.domain;

/** What a provider may answer; each question has its own set. */
public sealed interface Answer {
    /** To: hold this money. */
    sealed interface ToAuthorise extends Answer {}

    /** To: pay out what is held. */
    sealed interface ToCapture extends Answer {}

    /** To: give back what is held, and hold nothing more. */
    sealed interface ToGiveBack extends Answer {}

    /** It is held, under that name. */
    record Authorised(String providerId) implements ToAuthorise {}

    /** It will not be held; the reason is for the owner to read. */
    record Declined(String reason) implements ToAuthorise {}

    /** It is paid out. */
    record Captured() implements ToCapture {}

    /** The hold has ended without being paid out, and cannot be had back. */
    record Gone(String reason) implements ToCapture {}

    /** The owner has it back, or it was never taken. */
    record GivenBack() implements ToGiveBack {}

    /** Not now. What was held is still held. */
    record Refused(String reason) implements ToCapture, ToGiveBack {}

    /** No answer in time: it may have been done, or not, or be done later. */
    record Silence(String reason) implements ToAuthorise, ToCapture, ToGiveBack {}
}
