package my.kilat.launcher.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.contract.catalogue.Component;

/**
 * The files for other programs and people with sections that are derived from the catalogue. {@code ./kilat services --write}
 * writes these sections, and a test fails on those that are out of date.
 */
public final class DerivedFiles {
    private static final String PUBLISHED = """
              %1$s:
                extends: {file: services.yml, service: %2$s}
                ports: ["${PUBLISH:-127.0.0.1}:%3$d:%3$d"]
                depends_on: *database-and-broker
            """;
    private static final String SCALED = """
              %1$s:
                extends: {file: services.yml, service: %2$s}
                scale: 2
                depends_on: *database-and-broker
            """;
    private static final String NEEDED_BY_THE_GATEWAY = """
                  %1$s: {condition: service_healthy}
            """;
    private final Path home;

    /** The files of a source tree. */
    public DerivedFiles(Path home) {
        this.home = home;
    }

    /** The paths, below the source tree, of those that differ from the catalogue. */
    public List<String> outdated() {
        return current().entrySet().stream()
                .filter(file -> !file.getValue().equals(read(file.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Writes those that are out of date, and returns their paths. */
    public List<String> write() {
        Map<String, String> current = current();
        List<String> outdated = outdated();
        outdated.forEach(file -> write(file, current.getOrDefault(file, "")));
        return outdated;
    }

    private Map<String, String> current() {
        Map<String, String> files = new LinkedHashMap<>();
        for (Section section : sections()) {
            String before = files.containsKey(section.file()) ? files.get(section.file()) : read(section.file());
            files.put(section.file(), section.in(before));
        }
        return files;
    }

    private static List<Section> sections() {
        String needed = services("", NEEDED_BY_THE_GATEWAY);
        return List.of(
                new Section("infrastructure/docker-compose.yml", "services", services("\n", PUBLISHED)),
                new Section("infrastructure/docker-compose.yml", "gateway", needed),
                new Section("infrastructure/docker-compose.kraft.yml", "services", services("\n", PUBLISHED)),
                new Section("infrastructure/docker-compose.kraft.yml", "gateway", needed),
                new Section("infrastructure/docker-compose.scale.yml", "services", services("\n", SCALED)),
                new Section("infrastructure/docker-compose.scale.yml", "gateway", needed),
                new Section("infrastructure/infra/init-databases.sql", "databases", databases()),
                new Section("README.md", "table", table()));
    }

    private static String services(String between, String template) {
        return Component.services().stream()
                .map(service -> template.formatted(service.module(), service.shortName(), service.port()))
                .collect(Collectors.joining(between));
    }

    private static String databases() {
        String names = join(", ", service -> "'" + name(service) + "'");
        return "SELECT format('CREATE DATABASE %I', name)\n  FROM unnest(ARRAY[" + names + "]) AS name\n"
                + " WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name)\n\\gexec\n"
                + join("", DerivedFiles::extensions);
    }

    private static String extensions(Component service) {
        return "\n\\connect " + name(service) + "\nSET client_min_messages = warning;\n"
                + "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\";\n"
                + (service.needsPostgis() ? "CREATE EXTENSION IF NOT EXISTS postgis;\n" : "");
    }

    private static String join(String between, Function<Component, String> text) {
        return Arrays.stream(Component.values())
                .filter(component -> component.database().isPresent())
                .map(text)
                .collect(Collectors.joining(between));
    }

    private static String name(Component component) {
        return component.database().orElseThrow();
    }

    private static String table() {
        return "| Service | Port | Database |\n|---|---|---|\n"
                + Arrays.stream(Component.values())
                        .map(component -> "| " + component.shortName() + " | " + component.port() + " | "
                                + component
                                        .database()
                                        .map(name -> "`" + name + "`" + (component.needsPostgis() ? " (PostGIS)" : ""))
                                        .orElse("–")
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private String read(String file) {
        try {
            return Files.readString(home.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String content) {
        try {
            Files.writeString(home.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
