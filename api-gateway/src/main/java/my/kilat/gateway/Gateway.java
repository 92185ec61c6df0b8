package my.kilat.gateway;

import java.util.Objects;
import java.util.Optional;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.limit.store.StoreState;
import my.kilat.gateway.pages.Pages;
import my.kilat.gateway.proxy.ProxyServer;
import my.kilat.gateway.proxy.policy.Cors;
import my.kilat.gateway.route.BodyLimits;
import my.kilat.gateway.route.ContractRoutes;
import my.kilat.gateway.route.Routes;
import my.kilat.gateway.tls.Certificates;
import my.kilat.gateway.upstream.Upstreams;
import my.kilat.gateway.watch.AccessLog;
import my.kilat.gateway.watch.Management;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.host.Host;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway of the platform, as a service that starts and stops. */
public final class Gateway implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Settings settings;
    private final Routes routes;
    private final Host host;
    private final boolean traced;
    private @Nullable Running running;

    /** The resources of a running gateway. */
    private record Running(
            ProxyServer proxy,
            Upstreams upstreams,
            Management management,
            AccessLog log,
            Optional<Certificates> certificates,
            int port) {}

    /** The gateway of the platform: its settings from the environment, its routes from the contract. */
    public Gateway(Environment environment, Host host) {
        this(environment, host, ContractRoutes.ofContract());
    }

    /** A gateway with a route table of its own. */
    public Gateway(Environment environment, Host host, Routes routes) {
        this.settings = Settings.from(environment);
        this.host = host;
        this.routes = routes;
        this.traced = environment.optional("OTEL_EXPORTER_OTLP_ENDPOINT").isPresent();
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public int port() {
        Running now = running;
        return now == null ? settings.port() : now.port();
    }

    /** The port of metrics and readiness. */
    public int managementPort() {
        Running now = running;
        return now == null ? settings.managementPort() : now.management().port();
    }

    @Override
    public void start() {
        Upstreams upstreams = new Upstreams(settings.upstreams(), settings.resolveEvery());
        Pages pages = new Pages();
        AccessLog log = new AccessLog();
        Optional<Certificates> certificates = settings.tls().map(Certificates::new);
        ProxyServer.Routing routing = new ProxyServer.Routing(
                routes,
                BodyLimits.of(ApiDocument.published().stream()
                        .flatMap(document -> document.bodyLimits().stream())
                        .toList()),
                upstreams);
        ProxyServer.Callers callers = new ProxyServer.Callers(
                host.tokens(settings.tokens()),
                new RateLimiter(settings.ratePerMinute(), settings.rateCallers(), host.clock()),
                settings.store()
                        .filter(_ -> settings.ratePerMinute() > 0)
                        .map(store -> new StoreState(store, host.meters())),
                new Cors(settings.corsOrigins()),
                settings.trustedProxies());
        ProxyServer proxy = new ProxyServer(
                new ProxyServer.Parts(
                        settings.limits(),
                        settings.timeouts(),
                        routing,
                        callers,
                        new ProxyServer.Reporting(log, settings.accessLogPerMille(), traced),
                        pages,
                        host,
                        certificates),
                settings.eventLoops());
        upstreams.start();
        host.virtualThreads().execute(pages::load);
        Management management = new Management(
                settings.managementHost(),
                settings.managementPort(),
                host.exposition(),
                routes.text(),
                host.virtualThreads());
        GatewayMeters.register(host.meters(), proxy, upstreams);
        int port;
        try {
            port = proxy.listen(settings.host(), settings.port());
        } catch (StartException e) {
            management.close();
            upstreams.close();
            proxy.drain();
            log.close();
            throw e;
        }
        management.ready(true);
        running = new Running(proxy, upstreams, management, log, certificates, port);
        LOG.info("the gateway listens on {}", port);
    }

    /** The proxy, for tests that check for leaks. */
    ProxyServer proxy() {
        return Objects.requireNonNull(running).proxy();
    }

    @Override
    public void close() {
        Running now = running;
        running = null;
        if (now != null) {
            now.management().ready(false);
            now.proxy().drain();
            now.management().close();
            now.upstreams().close();
            now.certificates().ifPresent(Certificates::close);
            now.log().close();
        }
    }
}
