package my.kilat.bench.gateway.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import my.kilat.bench.BenchException;
import my.kilat.bench.traffic.Streams;
import my.kilat.contract.catalogue.Component;
import my.kilat.local.FreePort;
import my.kilat.local.LocalProgram;
import my.kilat.local.LocalServerException;
import org.jspecify.annotations.Nullable;

/** Everything that takes part, started on free ports, with its files in a directory of its own; gone when closed. */
public final class Stage implements AutoCloseable {
    private static final int LONG_ANSWER = 64 << 10;
    private static final int SMALL_ANSWER = 420;
    /** So many requests a minute are counted, and never reached. */
    private static final int NO_LIMIT = 100_000_000;

    private final Path peers;
    private final Path directory;
    private final AccessToken token = AccessToken.create();
    private final Deque<Server> servers = new ArrayDeque<>();
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
        try {
            directory = Files.createTempDirectory("kilat-bench-");
            Files.writeString(directory.resolve("long.json"), json(LONG_ANSWER));
            Files.writeString(directory.resolve("keys.json"), token.keys());
        } catch (IOException e) {
            throw new BenchException("No directory can be made for the bench: " + e.getMessage(), e);
        }
        try {
            Programs.require(state.resolve("log/bench-apt.log"));
            answers = nginx("upstream", Map.of("answer", json(SMALL_ANSWER)));
            int port = FreePort.next();
            streams = start("streams", port, java(Streams.class, List.of(Integer.toString(port))), Map.of());
            byPeer.put(Peer.NGINX, nginx("nginx", upstreams()));
            byPeer.put(Peer.HAPROXY, haproxy());
            Gin.build(peers.resolve("gin"), state.resolve("bench/gin"), directory.resolve("go.log"))
                    .ifPresent(program -> byPeer.put(Peer.GIN, gin(program)));
            System.out.println("starting Kilat");
            byPeer.put(Peer.KILAT, kilat(home, "kilat", NO_LIMIT, Map.of()));
            bareKilat = kilat(home, "kilat-bare", 0, Map.of());
        } catch (RuntimeException e) {
            end();
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
            String redis = LocalProgram.Programs.redis(directory).toString();
            known = start(
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
        return directory;
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

    private Server nginx(String name, Map<String, String> values) {
        int port = FreePort.next();
        boolean root = "root".equals(System.getProperty("user.name"));
        Map<String, String> all = new HashMap<>(values);
        all.put("port", Integer.toString(port));
        all.put("directory", directory.toString());
        // Workers of another user could not get into the directory.
        all.put("user", root ? "user root;" : "");
        Path file = Template.write(peers.resolve(name + ".conf"), all, directory.resolve(name + ".conf"));
        return start(
                name,
                port,
                List.of(
                        Programs.path("nginx").toString(),
                        "-e",
                        directory.resolve(name + ".log").toString(),
                        "-c",
                        file.toString(),
                        "-g",
                        "daemon off;"),
                Map.of());
    }

    private Map<String, String> upstreams() {
        return Map.of("answers", Integer.toString(answers.port()), "streams", Integer.toString(streams.port()));
    }

    private Server haproxy() {
        int port = FreePort.next();
        Map<String, String> values = new HashMap<>(upstreams());
        values.put("port", Integer.toString(port));
        Path file = Template.write(peers.resolve("haproxy.cfg"), values, directory.resolve("haproxy.cfg"));
        return start("haproxy", port, List.of(Programs.path("haproxy").toString(), "-f", file.toString()), Map.of());
    }

    private Server gin(Path program) {
        int port = FreePort.next();
        return start(
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
        return start(name, port, List.of(home.resolve("kilat").toString(), "run", "api-gateway"), environment);
    }

    private Server start(String name, int port, List<String> command, Map<String, String> environment) {
        Server server = Server.start(name, port, command, environment, directory);
        servers.push(server);
        return server;
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static String json(int length) {
        String begin = "{\"success\":true,\"data\":\"";
        String end = "\"}";
        return begin + "k".repeat(length - begin.length() - end.length()) + end;
    }

    @Override
    public void close() {
        end();
    }

    /** Ends everything and takes its files away; the second time there is nothing left to do. */
    public synchronized void end() {
        while (!servers.isEmpty()) {
            try {
                servers.pop().close();
            } catch (LocalServerException e) {
                System.err.println(e.getMessage());
            }
        }
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> {
                boolean _ = path.toFile().delete();
            });
        } catch (IOException e) {
            System.err.println("left behind: " + directory);
        }
    }
}
