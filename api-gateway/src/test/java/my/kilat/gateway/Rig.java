package my.kilat.gateway;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import my.kilat.contract.catalogue.Component;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.proxy.ProxyServer;
import my.kilat.gateway.route.Routes;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.host.Host;
import my.kilat.platform.settings.Environment;

/** A gateway on free ports with a clock that can be moved; all its routes lead to the same upstreams. */
final class Rig implements AutoCloseable {
    private static final TestClock CLOCK = new TestClock();
    private static final Host HOST = Host.create(Environment.of(Map.of()), CLOCK);

    private final Gateway gateway;

    private Rig(Gateway gateway) {
        this.gateway = gateway;
        gateway.start();
    }

    /** A gateway in front of one upstream, with settings as pairs of name and value. */
    static Rig before(StubUpstream upstream, String... settings) {
        return beforeAll(upstream.url(), settings);
    }

    /** A gateway in front of these instances. */
    static Rig beforeAll(String instances, String... settings) {
        return new Rig(new Gateway(environment(instances, settings), HOST));
    }

    /** A gateway with routes of its own. */
    static Rig with(Routes routes, StubUpstream upstream, String... settings) {
        return new Rig(new Gateway(environment(upstream.url(), settings), HOST, routes));
    }

    private static Environment environment(String instances, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "GATEWAY_HOST", "127.0.0.1",
                "GATEWAY_PORT", "0",
                "MANAGEMENT_PORT", "0",
                "JWT_SECRET", TestTokens.SECRET,
                "RATE_LIMIT_PER_MIN", "0",
                "ACCESS_LOG_PER_MILLE", "0",
                "LINGER_TIMEOUT", "1s"));
        Component.services().forEach(service -> all.put(service.addressSetting(), instances));
        // What upstreams are asked is what tests ask them.
        all.putAll(Map.of("ENDED_SESSIONS_URL", "http://127.0.0.1:1", "ENDED_SESSIONS_EVERY", "1h"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Environment.of(all);
    }

    static TestClock clock() {
        return CLOCK;
    }

    static Host host() {
        return HOST;
    }

    int port() {
        return gateway.port();
    }

    int managementPort() {
        return gateway.managementPort();
    }

    ProxyServer proxy() {
        return gateway.proxy();
    }

    RawClient client() throws IOException {
        return RawClient.to(port());
    }

    RawClient.Answer get(String target, String... headers) throws IOException {
        return RawClient.get(port(), target, headers);
    }

    RawClient.Answer ask(String request) throws IOException {
        return RawClient.ask(port(), request);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
