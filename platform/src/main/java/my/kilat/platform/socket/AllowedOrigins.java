package my.kilat.platform.socket;

import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.SameOrigin;

/** Which pages may open a socket: browsers do not keep those of other origins from it. */
public final class AllowedOrigins {
    private final SocketSettings settings;

    public AllowedOrigins(SocketSettings settings) {
        this.settings = settings;
    }

    /**
     * Refuses a page of an origin that is not listed, unless it comes from the host it calls, as the gateway saw it. A browser
     * lets no page set these headers, and who is no browser need not send an origin at all.
     *
     * @throws Failure.NotAllowed if the page may not open a socket
     */
    public void require(Call call) {
        call.header("Origin")
                .filter(origin -> !settings.origins().contains(origin) && !isOwn(call, origin))
                .ifPresent(origin -> {
                    throw new Failure.NotAllowed("pages of this origin may not open sockets; add it to CORS_ORIGINS");
                });
    }

    private static boolean isOwn(Call call, String origin) {
        return call.header("X-Forwarded-Host")
                .or(() -> call.header("Host"))
                .filter(host -> SameOrigin.holds(origin, host))
                .isPresent();
    }
}
