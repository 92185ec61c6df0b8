package my.kilat.notification.delivery;

import my.kilat.notification.domain.PlainText;

/** The outcome of passing a message to a provider. The words of a provider are cleaned, so that they can be stored. */
public sealed interface Outcome {
    /** The provider has accepted the message. */
    record Sent() implements Outcome {}

    /** The provider will never accept this message for this address, such as for a number that does not exist. */
    record Refused(String why) implements Outcome {
        public Refused {
            why = PlainText.clean(why);
        }
    }

    /** As {@link Refused}, because the address no longer exists: a device with it is deleted. */
    record Gone(String why) implements Outcome {
        public Gone {
            why = PlainText.clean(why);
        }
    }

    /** The provider may accept this message later; that counts as an attempt. */
    record Unavailable(String why) implements Outcome {
        public Unavailable {
            why = PlainText.clean(why);
        }
    }

    /**
     * The message was not tried: the provider is unreachable, or accepts nothing from us at the moment. That does not count as
     * an attempt.
     */
    record Away(String why) implements Outcome {
        public Away {
            why = PlainText.clean(why);
        }
    }
}
