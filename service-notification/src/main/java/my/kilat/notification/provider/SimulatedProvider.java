package my.kilat.notification.provider;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.delivery.Outcome;
import my.kilat.notification.delivery.Provider;
import my.kilat.notification.delivery.Simulation;
import my.kilat.notification.domain.Message;
import my.kilat.notification.store.OutgoingMessages;
import my.kilat.platform.database.Database;

/**
 * Stores messages in the table {@code outgoing_message} instead of sending them. Two kinds of address simulate failures: those
 * that end in {@value #REFUSED} are refused for good, a device because it is no longer registered, and those that end in
 * {@value #UNAVAILABLE} are temporarily unavailable with every attempt.
 */
public final class SimulatedProvider implements Provider, Simulation {
    /** The suffix of an address that is refused. */
    public static final String REFUSED = "-refused";

    /** The suffix of an address that is never available. */
    public static final String UNAVAILABLE = "-unavailable";

    private static final int BATCH = 1000;

    private final Channel channel;
    private final Outcome refusal;
    private final Database database;
    private final InstantSource clock;
    private volatile boolean away;

    private SimulatedProvider(Channel channel, Outcome refusal, Database database, InstantSource clock) {
        this.channel = channel;
        this.refusal = refusal;
        this.database = database;
        this.clock = clock;
    }

    /** For a channel that uses addresses of accounts. */
    public static SimulatedProvider ofAccounts(Channel channel, Database database, InstantSource clock) {
        return new SimulatedProvider(
                channel, new Outcome.Refused("the simulated provider refuses this address"), database, clock);
    }

    /** For a channel that sends to devices. */
    public static SimulatedProvider ofDevices(Channel channel, Database database, InstantSource clock) {
        return new SimulatedProvider(
                channel, new Outcome.Gone("the simulated provider knows no such device"), database, clock);
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public Optional<Simulation> simulation() {
        return Optional.of(this);
    }

    @Override
    public boolean isAway() {
        return away;
    }

    @Override
    public void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public List<Outcome> send(List<Message> messages) {
        if (away) {
            return Collections.nCopies(
                    messages.size(), new Outcome.Away("the simulated provider has been told to be away"));
        }
        List<Outcome> outcomes = new ArrayList<>(messages.size());
        List<Message> sent = new ArrayList<>(messages.size());
        for (Message message : messages) {
            Outcome outcome = outcomeFor(message.address());
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Sent) {
                sent.add(message);
            }
        }
        if (!sent.isEmpty()) {
            OutgoingMessages.add(database, channel, sent, clock.instant());
        }
        return outcomes;
    }

    private Outcome outcomeFor(String address) {
        if (address.endsWith(REFUSED)) {
            return refusal;
        }
        if (address.endsWith(UNAVAILABLE)) {
            return new Outcome.Unavailable("the simulated provider does not reach this address");
        }
        return new Outcome.Sent();
    }
}
