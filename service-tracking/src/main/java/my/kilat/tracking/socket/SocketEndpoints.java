package my.kilat.tracking.socket;

import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.UUID;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Routes;
import my.kilat.platform.http.SameOrigin;
import my.kilat.tracking.access.BookingAccess;
import my.kilat.tracking.domain.Parties;
import my.kilat.tracking.store.Trips;

/** Decides who may follow a booking live, and begins with where the runner is. */
public final class SocketEndpoints implements Endpoints {
    private final BookingAccess access;
    private final Trips trips;
    private final SocketHub hub;
    private final Vertx vertx;
    private final SocketSettings settings;

    public SocketEndpoints(BookingAccess access, Trips trips, SocketHub hub, Vertx vertx, SocketSettings settings) {
        this.access = access;
        this.trips = trips;
        this.hub = hub;
        this.vertx = vertx;
        this.settings = settings;
    }

    @Override
    public void addTo(Routes routes) {
        routes.socket("openTrackingSocket", this::open);
    }

    private ClientSocket open(Call call) {
        UUID booking = call.id("bookingId");
        call.header("Origin")
                .filter(origin -> !settings.origins().contains(origin) && !isOwn(call, origin))
                .ifPresent(origin -> {
                    throw new Failure.NotAllowed("pages of this origin may not open sockets; add it to CORS_ORIGINS");
                });
        Parties.Follower admitted = access.admit(call.caller(), booking, authorization(call));
        ClientSocket follower = new ClientSocket(
                hub,
                vertx,
                settings,
                new ClientSocket.Request(booking.toString(), call.pathText("bookingId"), admitted, wantsStatus(call)));
        hub.join(follower);
        try {
            trips.lastPosition(booking)
                    .map(position -> Frame.of(call.pathText("bookingId"), position))
                    .ifPresent(follower::offerFirst);
        } catch (RuntimeException e) {
            follower.notOpened();
            throw e;
        }
        return follower;
    }

    /**
     * Whether the page comes from the host it calls, as the gateway saw it. A browser lets no page set these headers, and who
     * is no browser need not send an origin at all.
     */
    private static boolean isOwn(Call call, String origin) {
        return call.header("X-Forwarded-Host")
                .or(() -> call.header("Host"))
                .filter(host -> SameOrigin.holds(origin, host))
                .isPresent();
    }

    /** The token that let the caller in, in the form in which it is passed on. */
    private static String authorization(Call call) {
        return call.query("token")
                .map(token -> "Bearer " + token)
                .or(call::bearer)
                .orElse("");
    }

    private static boolean wantsStatus(Call call) {
        return call.query("events")
                .map(events -> Arrays.stream(events.split(",", -1)).map(String::strip))
                .filter(events -> events.anyMatch("status"::equalsIgnoreCase))
                .isPresent();
    }
}
