package my.kilat.bench.yardstick;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import my.kilat.bench.BenchException;
import my.kilat.bench.gateway.peer.AccessToken;
import my.kilat.bench.gateway.peer.Programs;
import my.kilat.bench.gateway.peer.Server;
import my.kilat.bench.gateway.peer.Servers;
import my.kilat.bench.gateway.peer.Wrk;
import my.kilat.bench.platform.Platform;
import my.kilat.launcher.place.Layout;

/**
 * What this machine can do, measured in the same run as what is compared. Machines with as many processors differ by a factor of
 * two, so a figure that was taken on another one says nothing until it is scaled by what the same program costs on both.
 *
 * @param nginxMicros CPU of a request that nginx proxies, in microseconds: as in the row {@code full} of the gateway's bench
 * @param postgres what PostgreSQL does with transactions of pgbench
 */
public record Yardstick(double nginxMicros, List<PgBench.Result> postgres) {
    /** CPU of that request on the machine where the figures of reference were taken, in microseconds. */
    public static final double REFERENCE_MICROS = 19;

    private static final String PATH = "/api/v1/bookings/5f0c6e1a-8f3b-4d53-9a53-0a4f5d0b7e21";
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 3;

    /**
     * Measures it, with the platform at rest.
     *
     * @param connections of pgbench
     */
    public static Yardstick measure(Platform platform, Layout layout, int connections) {
        Programs.require(Programs.NGINX, layout.log("bench-apt"));
        platform.awaitQuiet();
        System.out.println("measuring: nginx, as a yardstick");
        double micros;
        try (Servers servers = new Servers(layout.home().resolve("bench/peers"))) {
            Server proxy = servers.proxy(servers.upstream());
            Wrk wrk = new Wrk(
                    layout.home().resolve("bench/peers/wrk.lua"),
                    AccessToken.create().text());
            micros = IntStream.range(0, ROUNDS)
                    .mapToDouble(_ -> micros(proxy, wrk))
                    .sorted()
                    .toArray()[ROUNDS / 2];
        }
        System.out.println("measuring: pgbench, as a yardstick");
        return new Yardstick(micros, PgBench.measure(platform, connections, SECONDS));
    }

    private static double micros(Server proxy, Wrk wrk) {
        long before = proxy.cpuMicros();
        Wrk.Result result = wrk.run(proxy.port(), PATH, CONNECTIONS, SECONDS, 0);
        if (result.failed() > 0 || result.requests() == 0) {
            throw new BenchException("nginx did not answer: the machine cannot be compared with another one");
        }
        return (proxy.cpuMicros() - before) / (double) result.requests();
    }

    /** How many times as much CPU this machine needs for the same work as the machine of reference. */
    public double factor() {
        return nginxMicros / REFERENCE_MICROS;
    }

    /** The figures in sentences, for the page. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Yardstick: a request that nginx proxies takes %.1f µs of CPU here and took %.0f µs where the figures of reference"
                        + " come from, so that the goals are scaled by %.2f.",
                nginxMicros,
                REFERENCE_MICROS,
                factor()));
        postgres.forEach(result -> lines.add(String.format(
                Locale.ROOT,
                "PostgreSQL alone: %s, %.0f transactions a second, %.0f µs of CPU each.",
                result.what(),
                result.rate(),
                result.micros())));
        return lines;
    }
}
