package my.kilat.platform.http;

import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the header {@code Cookie}. */
final class Cookies {
    private Cookies() {}

    /** The value of the first cookie of that name, as it was sent. */
    static Optional<String> find(MultiMap headers, String name) {
        return headers.getAll("Cookie").stream()
                .flatMap(line -> Stream.of(line.split(";", 100)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }
}
