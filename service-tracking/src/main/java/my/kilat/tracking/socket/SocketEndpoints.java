package my.kilat.tracking.socket;

import java.util.Arrays;
import java.util.UUID;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Routes;
import my.kilat.platform.socket.AllowedOrigins;
import my.kilat.platform.socket.ClientSocket;
import my.kilat.platform.socket.SocketSettings;
import my.kilat.tracking.access.BookingAccess;
import my.kilat.tracking.domain.Parties;
import my.kilat.tracking.store.Trips;

/** Decides who may follow a booking live, and begins with where the runner is. */
public final class SocketEndpoints implements Endpoints {
    private final BookingAccess access;
    private final Trips trips;
    private final SocketHub hub;
    private final AllowedOrigins origins;

    public SocketEndpoints(BookingAccess access, Trips trips, SocketHub hub, SocketSettings settings) {
        this.access = access;
        this.trips = trips;
        this.hub = hub;
        this.origins = new AllowedOrigins(settings);
    }

    @Override
    public void addTo(Routes routes) {
        routes.socket("openTrackingSocket", this::open);
    }

    private ClientSocket<Follower> open(Call call) {
        UUID booking = call.id("bookingId");
        origins.require(call);
        Parties.Follower admitted = access.admit(call.caller(), booking, authorization(call));
        String spelling = call.pathText("bookingId");
        ClientSocket<Follower> socket = hub.join(booking, new Follower(spelling, admitted, wantsStatus(call)));
        try {
            trips.lastPosition(booking)
                    .map(position -> Frames.of(spelling, position))
                    .ifPresent(socket::offerFirst);
        } catch (RuntimeException e) {
            socket.notOpened();
            throw e;
        }
        return socket;
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
