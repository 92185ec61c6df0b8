package my.kilat.tracking.socket;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.tracking.Eta;
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
    private final Function<UUID, Optional<Eta>> etas;
    private final SocketHub hub;
    private final AllowedOrigins origins;

    /**
     * @param etas the expected arrival on a trip, by the id of the trip
     */
    public SocketEndpoints(
            BookingAccess access,
            Trips trips,
            Function<UUID, Optional<Eta>> etas,
            SocketHub hub,
            SocketSettings settings) {
        this.access = access;
        this.trips = trips;
        this.etas = etas;
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
        ClientSocket<Follower> socket =
                hub.join(booking, new Follower(spelling, admitted, wants(call, "status"), wants(call, "eta")));
        try {
            trips.lastPosition(booking).ifPresent(position -> begin(socket, position));
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

    /** Shows the last position, and on request the last expected arrival. */
    private void begin(ClientSocket<Follower> socket, Trips.LastPosition position) {
        Follower follower = socket.client();
        socket.offerFirst(Frames.of(follower.spelling(), position));
        if (follower.eta()) {
            etas.apply(position.trip())
                    .map(eta -> Frames.of(follower.spelling(), eta))
                    .ifPresent(socket::offer);
        }
    }

    private static boolean wants(Call call, String kind) {
        return call.query("events")
                .map(events -> Arrays.stream(events.split(",", -1)).map(String::strip))
                .filter(events -> events.anyMatch(kind::equalsIgnoreCase))
                .isPresent();
    }
}
