package my.kilat.bench.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** The process that makes the load: an order a line on standard input, its outcome a line on standard output. */
public final class Traffic {
    private Traffic() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        Sockets sockets = new Sockets();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        @Nullable Work last = null;
        String line;
        while ((line = orders.readLine()) != null) {
            Order order = Json.read(line, Order.class);
            if (last != null) {
                last.release();
            }
            last = work(sockets, order);
            System.out.println(Json.text(last == null ? Outcome.of(0) : outcome(last)));
        }
        System.exit(0);
    }

    private static Outcome outcome(Work work) {
        work.loop.execute(work::start);
        return work.outcome.join();
    }

    private static @Nullable Work work(Sockets sockets, Order order) {
        return switch (order.kind()) {
            case REQUESTS -> new Requests(sockets, order);
            case SOCKETS -> new SocketLoad(sockets, order);
            case UPLOADS -> new Uploads(sockets, order);
            case RELEASE -> null;
        };
    }
}
