package my.kilat.notification.message;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import my.kilat.contract.internal.SimulatedProviderCommand;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.delivery.Channels;
import my.kilat.notification.delivery.Simulation;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Simulated providers that go away and come back, on development platforms; elsewhere all is refused. */
public final class SimulatedProviderEndpoints implements Endpoints {
    private final Channels channels;
    private final boolean development;

    /**
     * @param development whether this is a development platform
     */
    public SimulatedProviderEndpoints(Channels channels, boolean development) {
        this.channels = channels;
        this.development = development;
    }

    private record State(Channel channel, boolean away) {}

    private record States(List<State> channels) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("listSimulatedProviders", _ -> list()).on("setSimulatedProvider", this::set);
    }

    private Reply list() {
        requireDevelopment();
        return Reply.ok(new States(Arrays.stream(Channel.values())
                .flatMap(channel ->
                        simulation(channel).map(simulated -> new State(channel, simulated.isAway())).stream())
                .toList()));
    }

    private Reply set(Call call) {
        requireDevelopment();
        SimulatedProviderCommand command = call.body(SimulatedProviderCommand.class);
        Simulation simulated = simulation(command.channel())
                .orElseThrow(() -> new Failure.Unprocessable(
                        "the provider of " + command.channel().word() + " is not simulated"));
        boolean before = simulated.isAway();
        simulated.setAway(command.away());
        return Reply.message(
                command.channel().word() + ": " + word(before) + " before, " + word(command.away()) + " now");
    }

    private Optional<Simulation> simulation(Channel channel) {
        return channels.get(channel).provider().simulation();
    }

    private void requireDevelopment() {
        if (!development) {
            throw new Failure.NotAllowed("providers are simulated on request on development platforms only");
        }
    }

    private static String word(boolean away) {
        return away ? "away" : "there";
    }
}
