package my.kilat.acceptance.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The migrations of all services, and of platform. */
final class Migrations {
    private static final Pattern NAME = Pattern.compile("/([a-z]+)/db/V(\\d+)__\\w+\\.sql$");

    private Migrations() {}

    /**
     * A migration.
     *
     * @param owner the short name of the service, or {@code platform}
     */
    record Migration(String owner, int version, String sql) {
        @Override
        public String toString() {
            return owner + " V" + version;
        }
    }

    /** In the order in which those of an owner run. */
    static List<Migration> in(Path root) throws IOException {
        List<Migration> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.toList()) {
                Path resources = module.resolve("src/main/resources/my/kilat");
                if (Files.isDirectory(resources)) {
                    try (Stream<Path> files = Files.walk(resources)) {
                        files.forEach(file -> add(found, file));
                    }
                }
            }
        }
        found.sort(Comparator.comparingInt(Migration::version));
        return found;
    }

    /** Those that have been released, each with the digest of its text. */
    static List<String> released() throws IOException {
        try (InputStream in = Migrations.class.getResourceAsStream("/released-migrations.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static void add(List<Migration> found, Path file) {
        Matcher name = NAME.matcher(file.toString());
        if (name.find()) {
            try {
                found.add(new Migration(name.group(1), Integer.parseInt(name.group(2)), Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
