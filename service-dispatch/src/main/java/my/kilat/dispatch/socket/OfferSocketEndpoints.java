package my.kilat.dispatch.socket;

import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Routes;
import my.kilat.platform.socket.AllowedOrigins;
import my.kilat.platform.socket.ClientSocket;
import my.kilat.platform.socket.SocketSettings;

/** Opens the sockets of runners. */
public final class OfferSocketEndpoints implements Endpoints {
    private final OfferFeed feed;
    private final AllowedOrigins origins;

    public OfferSocketEndpoints(OfferFeed feed, SocketSettings settings) {
        this.feed = feed;
        this.origins = new AllowedOrigins(settings);
    }

    @Override
    public void addTo(Routes routes) {
        routes.socket("openOfferSocket", this::open);
    }

    private ClientSocket<OfferScreen> open(Call call) {
        origins.require(call);
        return feed.join(new OfferScreen(call.caller()));
    }
}
