package my.kilat.gateway.proxy.admission;

import java.util.IdentityHashMap;
import java.util.Objects;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.pages.Pages;
import my.kilat.gateway.proxy.policy.Cors;
import my.kilat.gateway.proxy.policy.OpenSockets;
import my.kilat.gateway.route.BodyLimits;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import my.kilat.gateway.upstream.Upstream;
import my.kilat.gateway.upstream.Upstreams;
import my.kilat.platform.net.Networks;
import my.kilat.platform.security.TokenVerifier;

/** The parts that the stages of all event loops share. */
public record AdmissionParts(
        Callers callers, Routing routing, Endpoints endpoints, RateLimiter limiter, OpenSockets sockets) {

    /**
     * Authentication and limits of callers.
     *
     * @param trustedProxies networks whose {@code X-Forwarded-*} is trusted
     */
    public record Callers(TokenVerifier tokens, TokenVerification verification, Cors cors, Networks trustedProxies) {}

    /** The routes, the limits of bodies, and the upstreams. */
    public static final class Routing {
        private final Routes routes;
        private final BodyLimits bodies;
        private final IdentityHashMap<Route, Upstream> upstreams = new IdentityHashMap<>();

        /** Routes to these upstreams. */
        public Routing(Routes routes, BodyLimits bodies, Upstreams all) {
            this.routes = routes;
            this.bodies = bodies;
            routes.rows().forEach(route -> upstreams.put(route, all.get(route.upstream())));
        }

        Routes routes() {
            return routes;
        }

        BodyLimits bodies() {
            return bodies;
        }

        Upstream upstream(Route route) {
            return Objects.requireNonNull(upstreams.get(route));
        }
    }

    /** Endpoints of the gateway itself. */
    public record Endpoints(Pages pages, HealthEndpoint health, LivenessEndpoint liveness) {}
}
