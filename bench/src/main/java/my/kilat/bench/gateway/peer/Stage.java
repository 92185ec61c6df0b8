package my.kilat.bench.gateway.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import my.kilat.bench.traffic.Streams;
import my.kilat.contract.catalogue.Component;
import my.kilat.local.FreePort;
import my.kilat.local.LocalProgram;
import org.jspecify.annotations.Nullable;

/** Everything that takes part, started on free ports, with its files in a directory of its own; gone when closed. */
public final class Stage implements AutoCloseable {
    private static final int LONG_ANSWER = 64 << 10;
    /** So many requests a minute are counted, and never reached. */
    private static final int NO_LIMIT = 100_000_000;

    private final Path peers;
    private final AccessToken token = AccessToken.create();
    private final Servers servers;
    private final Map<Peer, Server> byPeer = new EnumMap<>(Peer.class);
    private final Server answers;
    private final Server streams;
    private final Server bareKilat;
    private final Path home;
    private @Nullable Server store;
    private @Nullable Server kilatWithStore;

    /**
     * Starts it.
     *
     * @param home the source tree
     * @param state where what is built once is kept
     */
    public Stage(Path home, Path state) {
        this.home = home;
        peers = home.resolve("bench/peers");
        Programs.require(Programs.GATEWAYS, state.resolve("log/bench-apt.log"));
        servers = new Servers(peers);
        try {
            servers.write("long.json", Servers.json(LONG_ANSWER));
            servers.write("keys.json", token.keys());
            answers = servers.upstream();
            int port = FreePort.next();
            streams = servers.start("streams", port, java(Streams.class, List.of(Integer.toString(port))), Map.of());
            byPeer.put(Peer.NGINX, servers.nginx("nginx", upstreams()));
            byPeer.put(Peer.HAPROXY, haproxy());
            Gin.build(
                            peers.resolve("gin"),
                            state.resolve("bench/gin"),
                            directory().resolve("go.log"))
                    .ifPresent(program -> byPeer.put(Peer.GIN, gin(program)));
            System.out.println("starting Kilat");
            byPeer.put(Peer.KILAT, kilat(home, "kilat", NO_LIMIT, Map.of()));
            bareKilat = kilat(home, "kilat-bare", 0, Map.of());
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /** Who takes part, besides the upstream alone. */
    public List<Peer> peers() {
        return List.copyOf(byPeer.keySet());
    }

    /** A peer; Kilat's is the one with all that it does by default. */
    public Server server(Peer peer) {
        Server server = byPeer.get(peer);
        if (server == null) {
            throw new IllegalArgumentException(peer + " does not take part");
        }
        return server;
    }

    /** A peer that only routes and forwards; nginx and HAProxy never do more, and Go + Gin has a path without. */
    public Server bare(Peer peer) {
        return peer == Peer.KILAT ? bareKilat : server(peer);
    }

    /** Kilat with its limits in a store; both are started when they are first asked for. */
    public Server withStore() {
        Server known = kilatWithStore;
        if (known == null) {
            known = kilat(
                    home, "kilat-store", NO_LIMIT, Map.of("RATE_LIMIT_STORE", "redis://127.0.0.1:" + store().port()));
            kilatWithStore = known;
        }
        return known;
    }

    /** The store of limits. */
    public Server store() {
        Server known = store;
        if (known == null) {
            int port = FreePort.next();
            String redis = LocalProgram.Programs.redis(directory()).toString();
            known = servers.start(
                    "redis",
                    port,
                    List.of(redis, "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""),
                    Map.of());
            store = known;
        }
        return known;
    }

    /** The upstream of small and long answers. */
    public Server answers() {
        return answers;
    }

    /** The upstream of uploads and sockets. */
    public Server streams() {
        return streams;
    }

    /** The access token of the load. */
    public String token() {
        return token.text();
    }

    /** Where output and configuration files are. */
    public Path directory() {
        return servers.directory();
    }

    /** The script for wrk. */
    public Path wrkScript() {
        return peers.resolve("wrk.lua");
    }

    /** The command line of a JVM with a class of the bench. */
    public static List<String> java(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return command;
    }

    private Map<String, String> upstreams() {
        return Map.of("answers", Integer.toString(answers.port()), "streams", Integer.toString(streams.port()));
    }

    private Server haproxy() {
        int port = FreePort.next();
        Map<String, String> values = new HashMap<>(upstreams());
        values.put("port", Integer.toString(port));
        Path file =
                Template.write(peers.resolve("haproxy.cfg"), values, directory().resolve("haproxy.cfg"));
        return servers.start(
                "haproxy", port, List.of(Programs.path("haproxy").toString(), "-f", file.toString()), Map.of());
    }

    private Server gin(Path program) {
        int port = FreePort.next();
        return servers.start(
                "gin",
                port,
                List.of(
                        program.toString(),
                        "-listen",
                        "127.0.0.1:" + port,
                        "-answers",
                        url(answers.port()),
                        "-streams",
                        url(streams.port()),
                        "-keys",
                        url(answers.port()) + "/keys"),
                Map.of());
    }

    /** As anybody starts it, with the limits out of the way that the load of one user on one machine would meet. */
    private Server kilat(Path home, String name, int requestsPerMinute, Map<String, String> more) {
        int port = FreePort.next();
        Map<String, String> environment = new HashMap<>(more);
        Component.services().forEach(service -> environment.put(service.addressSetting(), url(answers.port())));
        environment.put(Component.TRACKING.addressSetting(), url(streams.port()));
        environment.put("JWKS_URL", url(answers.port()) + "/keys");
        // Should there be one around: the load carries RS256.
        environment.put("JWT_SECRET", "");
        environment.put("GATEWAY_HOST", "127.0.0.1");
        environment.put("GATEWAY_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_PORT", Integer.toString(FreePort.next()));
        environment.put("RATE_LIMIT_PER_MIN", Integer.toString(requestsPerMinute));
        environment.put("ACCESS_LOG_PER_MILLE", "0");
        environment.put("MAX_SOCKETS_PER_USER", "10000");
        environment.put("MAX_BODY_BYTES", Long.toString(64L << 20));
        return servers.start(name, port, List.of(home.resolve("kilat").toString(), "run", "api-gateway"), environment);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        servers.close();
    }
}
