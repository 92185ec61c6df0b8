package my.kilat.notification.delivery;

/** What became of a message that was handed to a provider. */
public sealed interface Outcome {
    /** The provider has it. */
    record Sent() implements Outcome {}

    /** The provider will never take it, such as for a number that does not exist. */
    record Refused(String why) implements Outcome {}

    /** It may take it later. */
    record Unavailable(String why) implements Outcome {}
}
