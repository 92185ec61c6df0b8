package my.kilat.bench.gateway.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import my.kilat.bench.BenchException;

/** The gateway in Go, built here if there is a Go toolchain. */
final class Gin {
    private Gin() {}

    /**
     * Builds it.
     *
     * @param sources the directory of its sources
     * @param to the program to be
     * @param log what the toolchain says
     * @return the program, or nothing when it cannot be built; then a line has said why
     */
    static Optional<Path> build(Path sources, Path to, Path log) {
        Optional<Path> go = Programs.find("go");
        if (go.isEmpty()) {
            System.out.println("Go + Gin is left out: there is no Go toolchain (https://go.dev/dl)");
            return Optional.empty();
        }
        System.out.println("building Go + Gin");
        try {
            Files.createDirectories(to.getParent());
            int code = new ProcessBuilder(go.get().toString(), "build", "-o", to.toString(), ".")
                    .directory(sources.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (code == 0) {
                return Optional.of(to);
            }
            System.out.println("Go + Gin is left out: it cannot be built: "
                    + Files.readString(log)
                            .strip()
                            .lines()
                            .reduce((first, last) -> last)
                            .orElse(""));
            return Optional.empty();
        } catch (IOException e) {
            throw new BenchException("Go + Gin cannot be built: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
