package my.kilat.gateway.pages;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.upstream.Upstream;
import my.kilat.gateway.upstream.Upstreams;

/** Asks every upstream how it is, all at once, each for a second at most. */
public final class HealthProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Upstreams upstreams;
    private final ExecutorService threads;

    /**
     * @param threads where asking may block
     */
    public HealthProbe(Upstreams upstreams, ExecutorService threads) {
        this.upstreams = upstreams;
        this.threads = threads;
    }

    /**
     * What was found.
     *
     * @param healthy whether every upstream has at least one healthy instance
     * @param json the document to answer with
     */
    public record Finding(boolean healthy, String json) {}

    /** Asks now; takes up to a second. */
    public Finding ask() {
        Map<String, List<Future<Boolean>>> asked = new LinkedHashMap<>();
        for (Upstream upstream : upstreams.all()) {
            List<Future<Boolean>> instances = new ArrayList<>();
            upstream.instances().forEach(instance -> instances.add(threads.submit(() -> isHealthy(instance))));
            asked.put(upstream.name(), instances);
        }
        boolean all = true;
        StringBuilder services = new StringBuilder();
        for (var entry : asked.entrySet()) {
            boolean healthy = entry.getValue().stream().map(HealthProbe::get).reduce(false, Boolean::logicalOr);
            all &= healthy;
            services.append(services.isEmpty() ? "" : ",")
                    .append("\"" + entry.getKey() + "\":{\"status\":\"" + (healthy ? "healthy" : "unhealthy") + "\"}");
        }
        String json = "{\"status\":\"" + (all ? "healthy" : "degraded") + "\",\"services\":{" + services + "}}";
        return new Finding(all, json);
    }

    private static boolean get(Future<Boolean> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return false;
        }
    }

    private static boolean isHealthy(Instance instance) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Socket socket = new Socket()) {
            InetSocketAddress address = instance.address();
            socket.connect(address, (int) PATIENCE.toMillis());
            String request = "GET /health HTTP/1.1\r\nHost: "
                    + new String(instance.authority(), StandardCharsets.US_ASCII)
                    + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return readStatus(socket, end).equals("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    private static String readStatus(Socket socket, long end) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder start = new StringBuilder();
        while (start.length() < "HTTP/1.1 200".length()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) left);
            int b = in.read();
            if (b < 0) {
                break;
            }
            start.append((char) b);
        }
        return start.toString();
    }
}
