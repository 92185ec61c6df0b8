package my.kilat.bench.gateway.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import my.kilat.bench.BenchException;
import my.kilat.local.FreePort;
import my.kilat.local.LocalServerException;

/** Servers that a bench starts on free ports, with their files in a directory of its own; all gone when closed. */
public final class Servers implements AutoCloseable {
    private static final int SMALL_ANSWER = 420;

    private final Path templates;
    private final Path directory;
    private final Deque<Server> servers = new ArrayDeque<>();

    /**
     * Starts nothing yet.
     *
     * @param templates the directory of the configuration files
     */
    public Servers(Path templates) {
        this.templates = templates;
        try {
            directory = Files.createTempDirectory("kilat-bench-");
        } catch (IOException e) {
            throw new BenchException("No directory can be made for the bench: " + e.getMessage(), e);
        }
    }

    /** Where output and configuration files are. */
    public Path directory() {
        return directory;
    }

    /** Writes a file into the directory. */
    void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new BenchException("The file " + name + " of the bench cannot be written: " + e.getMessage(), e);
        }
    }

    /** An nginx that answers every request itself, with 420 bytes of JSON. */
    public Server upstream() {
        return nginx("upstream", Map.of("answer", json(SMALL_ANSWER)));
    }

    /** An nginx as one who knows it would set it up as a proxy: see {@code bench/peers/nginx.conf}. */
    public Server proxy(Server upstream) {
        String port = Integer.toString(upstream.port());
        return nginx("nginx", Map.of("answers", port, "streams", port));
    }

    /** An nginx with the template of this name. */
    Server nginx(String name, Map<String, String> values) {
        int port = FreePort.next();
        boolean root = "root".equals(System.getProperty("user.name"));
        Map<String, String> all = new HashMap<>(values);
        all.put("port", Integer.toString(port));
        all.put("directory", directory.toString());
        // Workers of another user could not get into the directory.
        all.put("user", root ? "user root;" : "");
        Path file = Template.write(templates.resolve(name + ".conf"), all, directory.resolve(name + ".conf"));
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

    Server start(String name, int port, List<String> command, Map<String, String> environment) {
        Server server = Server.start(name, port, command, environment, directory);
        servers.push(server);
        return server;
    }

    /** An answer of this many bytes. */
    static String json(int length) {
        String begin = "{\"success\":true,\"data\":\"";
        String end = "\"}";
        return begin + "k".repeat(length - begin.length() - end.length()) + end;
    }

    /** Ends everything and deletes the files; the second time there is nothing left to do. */
    @Override
    public synchronized void close() {
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
