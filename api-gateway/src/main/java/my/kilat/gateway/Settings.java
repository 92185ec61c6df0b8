package my.kilat.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import my.kilat.contract.catalogue.Component;
import my.kilat.gateway.limit.store.StoreSettings;
import my.kilat.gateway.proxy.loop.Limits;
import my.kilat.gateway.proxy.loop.Timeouts;
import my.kilat.gateway.tls.TlsSettings;
import my.kilat.gateway.upstream.UpstreamSettings;
import my.kilat.platform.net.Networks;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.settings.Environment;

/**
 * The settings of the gateway, with variable and default.
 *
 * @param host {@code GATEWAY_HOST}, default localhost: the address to listen on; 0.0.0.0 for all
 * @param port {@code GATEWAY_PORT}, default 8080; 0 takes any free one
 * @param managementHost {@code MANAGEMENT_HOST}, default 127.0.0.1: the same for metrics and readiness
 * @param managementPort {@code MANAGEMENT_PORT}, default 9080: metrics and readiness; 0 takes any free one
 * @param eventLoops {@code GATEWAY_EVENT_LOOPS}, default the number of processors
 * @param ratePerMinute {@code RATE_LIMIT_PER_MIN}, default 100; 0 switches rate limits off
 * @param rateCallers {@code RATE_LIMIT_CALLERS}, default 100000: the most callers that are tracked
 * @param store {@code RATE_LIMIT_STORE}, default none: the Redis in which several gateways share their counters
 * @param corsOrigins {@code CORS_ORIGINS}, default {@code http://localhost} on 3000 to 3003 and 8080
 * @param trustedProxies {@code TRUSTED_PROXIES}, default none: networks whose {@code X-Forwarded-*} is trusted
 * @param accessLogPerMille {@code ACCESS_LOG_PER_MILLE}, default 1000: sampled requests per thousand in the access log; errors
 *     are always logged
 * @param resolveEvery {@code UPSTREAM_RESOLVE_EVERY}, default 5s: how often upstream names are resolved
 * @param limits limits of sizes and counts
 * @param timeouts how long callers may take
 * @param upstreams {@code UPSTREAM_IDENTITY} and so on, default localhost on the port of each service
 * @param tokens how access tokens are verified
 * @param tls the certificate for HTTPS; empty means plain HTTP
 */
public record Settings(
        String host,
        int port,
        String managementHost,
        int managementPort,
        int eventLoops,
        int ratePerMinute,
        int rateCallers,
        Optional<StoreSettings> store,
        List<String> corsOrigins,
        Networks trustedProxies,
        int accessLogPerMille,
        Duration resolveEvery,
        Limits limits,
        Timeouts timeouts,
        List<UpstreamSettings> upstreams,
        TokenSettings tokens,
        Optional<TlsSettings> tls) {

    private static final List<String> ORIGINS = List.of(
            "http://localhost:3000",
            "http://localhost:3001",
            "http://localhost:3002",
            "http://localhost:3003",
            Component.GATEWAY.localAddress());

    /**
     * Reads the settings.
     *
     * @throws my.kilat.platform.settings.SettingsException if one is wrong
     */
    public static Settings from(Environment environment) {
        return new Settings(
                environment.text("GATEWAY_HOST", "localhost"),
                environment.integer(Component.GATEWAY.portSetting(), Component.GATEWAY.port(), 0, 65535),
                environment.text("MANAGEMENT_HOST", "127.0.0.1"),
                environment.integer("MANAGEMENT_PORT", Component.MANAGEMENT_PORT, 0, 65535),
                environment.integer("GATEWAY_EVENT_LOOPS", Runtime.getRuntime().availableProcessors(), 1, 256),
                environment.integer("RATE_LIMIT_PER_MIN", 100, 0, 100_000_000),
                environment.integer("RATE_LIMIT_CALLERS", 100_000, 100, 100_000_000),
                StoreSettings.from(environment),
                environment.list("CORS_ORIGINS", ORIGINS),
                Networks.parse("TRUSTED_PROXIES", environment.list("TRUSTED_PROXIES", List.of())),
                environment.integer("ACCESS_LOG_PER_MILLE", 1000, 0, 1000),
                environment.duration("UPSTREAM_RESOLVE_EVERY", Duration.ofSeconds(5)),
                Limits.from(environment),
                Timeouts.from(environment),
                Component.services().stream()
                        .map(service -> UpstreamSettings.from(environment, service))
                        .toList(),
                TokenSettings.from(environment),
                TlsSettings.from(environment));
    }
}
