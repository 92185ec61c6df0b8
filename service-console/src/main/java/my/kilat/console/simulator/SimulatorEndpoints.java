package my.kilat.console.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.console.audit.Acts;
import my.kilat.console.audit.Reason;
import my.kilat.console.audit.ServiceActs;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.console.upstream.Answers.Missing;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.SimulatedProviderCommand;
import my.kilat.contract.notification.Channel;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.service.UnknownOutcomeException;

/** The simulator of a development platform; elsewhere there is none, and all of it is refused before anything is looked at. */
public final class SimulatorEndpoints implements Endpoints {
    private static final String TARGET = "simulator";

    private final Services services;
    private final Optional<Demos> demos;
    private final Acts acts;
    private final ServiceActs serviceActs;

    /**
     * @param demos nothing unless this is a development platform
     */
    public SimulatorEndpoints(Services services, Optional<Demos> demos, Acts acts, ServiceActs serviceActs) {
        this.services = services;
        this.demos = demos;
        this.acts = acts;
        this.serviceActs = serviceActs;
    }

    private record Begin(int count, SimulatedCard card, String reason) {}

    private record Switch(Channel channel, boolean away, String reason) {}

    private record Move(double latitude, double longitude, String reason) {}

    private record Phone(boolean lost, String reason) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("getSimulator", _ -> get())
                .on("beginDemo", this::begin)
                .on("endDemo", this::end)
                .on("moveSimulatedRunner", this::move)
                .on("loseSimulatedPhone", this::losePhone)
                .on("switchSimulatedProvider", this::set);
    }

    private Reply get() {
        Demos here = here();
        Map<String, Object> shown = new LinkedHashMap<>();
        here.latest().ifPresent(demo -> shown.put("demo", demo.shown()));
        try {
            JsonNode providers = services.ask(Component.NOTIFICATION, "/internal/v1/simulator/providers");
            shown.put("channels", providers.path("channels"));
            shown.put("missing", List.of());
        } catch (Failure.Unavailable e) {
            shown.put("channels", List.of());
            shown.put("missing", List.of(new Missing("providers", e.reason())));
        }
        return Reply.ok(shown);
    }

    private Reply begin(Call call) {
        Demos here = here();
        Begin asked = call.body(Begin.class);
        return done(call, "begin demo", TARGET, asked.reason, () -> here.begin(asked.count, asked.card));
    }

    private Reply end(Call call) {
        Demos here = here();
        return done(call, "end demo", TARGET, call.body(Reason.class).reason(), here::end);
    }

    private Reply move(Call call) {
        Demos here = here();
        UUID id = call.id("id");
        Move asked = call.body(Move.class);
        return done(call, "move simulated runner", "runner " + id, asked.reason, () -> {
            SimulatedRunner runner = here.runner(id);
            try {
                Position next = new Position(asked.latitude, asked.longitude);
                return words(runner.moveTo(next)) + " before, " + words(next) + " now";
            } catch (RefusedException e) {
                throw new Failure.Unprocessable(e.words());
            } catch (Failure.Unavailable e) {
                throw new UnknownOutcomeException(e.reason());
            }
        });
    }

    private Reply losePhone(Call call) {
        Demos here = here();
        UUID id = call.id("id");
        Phone asked = call.body(Phone.class);
        return done(call, asked.lost ? "lose phone" : "find phone", "runner " + id, asked.reason, () -> {
            boolean before = here.runner(id).losePhone(asked.lost);
            return (before ? "lost" : "there") + " before, " + (asked.lost ? "lost" : "there") + " now";
        });
    }

    private Reply done(Call call, String act, String target, String reason, Acts.Work work) {
        return Reply.message(acts.run(call.caller(), new Act(act, target, new Reason(reason).reason()), work));
    }

    private Reply set(Call call) {
        var _ = here();
        Switch asked = call.body(Switch.class);
        return Reply.message(serviceActs.runInternal(
                call.caller(),
                new Act("switch simulated provider", TARGET, new Reason(asked.reason).reason()),
                Component.NOTIFICATION,
                "/internal/v1/simulator/provider",
                new SimulatedProviderCommand(asked.channel, asked.away)));
    }

    private static String words(Position place) {
        return place.latitude() + ", " + place.longitude();
    }

    private Demos here() {
        return demos.orElseThrow(() -> new Failure.NotAllowed("there is a simulator on development platforms only"));
    }
}
