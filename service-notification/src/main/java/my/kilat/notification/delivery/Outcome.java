package my.kilat.notification.delivery;

/** What became of a message that was handed to a provider. */
public sealed interface Outcome {
    /** The provider has it. */
    record Sent() implements Outcome {}

    /** The provider will never take this message to this address, such as for a number that does not exist. */
    record Refused(String why) implements Outcome {}

    /** The same, and there is nothing at this address any more: a device with it is forgotten. */
    record Gone(String why) implements Outcome {}

    /** It may take this message later; that counts as an attempt. */
    record Unavailable(String why) implements Outcome {}

    /**
     * The message was not tried: the provider cannot be reached, or takes nothing at all from us for the moment. That does not
     * count as an attempt.
     */
    record Away(String why) implements Outcome {}
}
