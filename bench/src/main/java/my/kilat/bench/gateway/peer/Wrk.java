package my.kilat.bench.gateway.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import my.kilat.bench.BenchException;

/**
 * The load generator wrk: a closed loop, so many connections, each sending its next request when it has its answer.
 *
 * @param script prints the figures at the end
 * @param token the access token of each request
 */
public record Wrk(Path script, String token) {
    private static final String FIGURES = "figures ";

    /**
     * What came of it.
     *
     * @param requests how many were answered
     * @param seconds in how long
     * @param failed how many were answered with an error or not at all
     */
    public record Result(long requests, double seconds, double p50Millis, double p99Millis, long failed) {
        public double rate() {
            return requests / seconds;
        }
    }

    /**
     * Runs it.
     *
     * @param upload the length of the body of each request; 0 for a GET
     */
    public Result run(int port, String path, int connections, int seconds, long upload) {
        List<String> command = new ArrayList<>(List.of(
                Programs.path("wrk").toString(),
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--timeout",
                "10s",
                "-s",
                script.toString(),
                "-H",
                "Authorization: Bearer " + token,
                "http://127.0.0.1:" + port + path,
                "--",
                Long.toString(upload)));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines()
                    .filter(line -> line.startsWith(FIGURES))
                    .map(line -> parse(line.substring(FIGURES.length()).split(" ", -1)))
                    .findFirst()
                    .orElseThrow(() -> new BenchException("wrk failed. It said:\n" + said));
        } catch (IOException e) {
            throw new BenchException("wrk cannot be run: " + e.getMessage(), e);
        }
    }

    private static Result parse(String[] figures) {
        return new Result(
                Long.parseLong(figures[0]),
                Long.parseLong(figures[1]) / 1e6,
                Long.parseLong(figures[2]) / 1e3,
                Long.parseLong(figures[3]) / 1e3,
                Long.parseLong(figures[4]));
    }
}
