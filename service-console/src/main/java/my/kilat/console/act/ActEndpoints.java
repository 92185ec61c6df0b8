package my.kilat.console.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import my.kilat.console.http.ConsoleSessions;
import my.kilat.console.look.Services;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.service.ServiceClient;

/**
 * What is done to bookings and payments: by the operations that administrators have anyway, with their own token. So the service
 * that owns the row decides whether it may be done, and keeps who did it.
 */
public final class ActEndpoints implements Endpoints {
    private static final Duration TIMEOUT = Duration.ofSeconds(12);

    private final Services services;
    private final ConsoleSessions sessions;
    private final Acts acts;

    public ActEndpoints(Services services, ConsoleSessions sessions, Acts acts) {
        this.services = services;
        this.sessions = sessions;
        this.acts = acts;
    }

    private record Reason(String reason) {}

    @Override
    public void addTo(Routes routes) {
        routes.on(
                        "cancelFromConsole",
                        call -> act(
                                call,
                                "cancel",
                                "booking",
                                Component.BOOKING,
                                id -> "/api/v1/bookings/" + id + "/cancel"))
                .on(
                        "reofferFromConsole",
                        call -> act(
                                call,
                                "offer again",
                                "booking",
                                Component.BOOKING,
                                id -> "/api/v1/admin/bookings/" + id + "/reoffer"))
                .on(
                        "refundFromConsole",
                        call -> act(
                                call,
                                "refund",
                                "payment",
                                Component.PAYMENT,
                                id -> "/api/v1/payments/" + id + "/refund"));
    }

    private Reply act(Call call, String act, String kind, Component service, UnaryOperator<String> path) {
        String id = call.id("id").toString();
        Reason reason = new Reason(call.body(Reason.class).reason().strip());
        String bearer = sessions.bearerOf(call);
        return Reply.message(acts.run(call.caller(), new Act(act, kind + " " + id, reason.reason()), () -> {
            ServiceClient.Answer answer =
                    services.client(service).post(path.apply(id), Map.of("Authorization", bearer), reason, TIMEOUT);
            refuse(services.client(service), path.apply(id), answer);
            return "done";
        }));
    }

    /** A response that is not JSON, such as that of a proxy, counts as none. */
    private static void refuse(ServiceClient client, String path, ServiceClient.Answer answer) {
        if (answer.status() == 200) {
            return;
        }
        String error = client.read(path, answer, JsonNode.class).path("error").asText("it did not work");
        throw switch (answer.status()) {
            case 400 -> new Failure.Invalid(error);
            case 401 -> new Failure.Unauthenticated(error);
            case 403 -> new Failure.NotAllowed(error);
            case 404, 409 -> new Failure.Conflict(error);
            case 422 -> new Failure.Unprocessable(error);
            default -> new Failure.Unavailable(error);
        };
    }
}
