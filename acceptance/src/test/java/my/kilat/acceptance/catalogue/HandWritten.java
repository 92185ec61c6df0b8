package my.kilat.acceptance.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.catalogue.DerivedFiles;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceTable;

/** Compares a source tree with the catalogue: what is written by hand, and what was written by a command. */
final class HandWritten {
    private static final Pattern MODULE = Pattern.compile("<module>((?:service|api)-[^<]+)</module>");
    private static final Pattern DEPENDENCY = Pattern.compile("<artifactId>((?:service|api)-[^<]+)</artifactId>");
    private static final Pattern SETTING = Pattern.compile("`(UPSTREAM_[A-Z]+)`");
    private static final Pattern PORT = Pattern.compile("`(?:http://localhost)?:(\\d+)`");

    private final Path home;
    private final List<String> differences = new ArrayList<>();

    private HandWritten(Path home) {
        this.home = home;
    }

    /** Prints the differences of the source tree that is named as argument; ends with 1 when there are any. */
    public static void main(String[] arguments) {
        List<String> differences = differences(Path.of(arguments[0]));
        differences.forEach(System.out::println);
        System.exit(differences.isEmpty() ? 0 : 1);
    }

    /** What is not as the catalogue says, a sentence each. */
    static List<String> differences(Path home) {
        var tree = new HandWritten(home);
        tree.build();
        tree.containers();
        tree.images();
        tree.contract();
        tree.settings();
        new DerivedFiles(home)
                .outdated()
                .forEach(file -> tree.differences.add(file + " is out of date; ./kilat services --write writes it"));
        return tree.differences;
    }

    private void build() {
        Set<String> modules = all(Component::module);
        compare("the modules of pom.xml", found(MODULE, read("pom.xml")), modules);
        compare("the managed modules of pom.xml", found(DEPENDENCY, read("pom.xml")), modules);
        compare("the dependencies of launcher/pom.xml", found(DEPENDENCY, read("launcher/pom.xml")), modules);
        compare(
                "what ServiceTable constructs",
                ServiceTable.ALL.stream().map(ServiceEntry::name).toList(),
                Arrays.stream(Component.values()).map(Component::shortName).toList());
        for (Component each : Component.values()) {
            // As the images start it.
            Path main = home.resolve(each.module() + "/src/main/java/my/kilat/" + each.shortName() + "/Main.java");
            compare("whether there is " + main, Files.exists(main), true);
        }
    }

    private void containers() {
        JsonNode file = yaml("infrastructure/services.yml");
        JsonNode containers = file.path("services");
        Set<String> built = new TreeSet<>();
        containers.properties().stream()
                .filter(container -> container.getValue().path("build").has("args"))
                .forEach(container -> built.add(container.getKey()));
        compare("the containers that services.yml builds", built, all(Component::shortName));
        JsonNode gateway = containers.path(Component.GATEWAY.shortName()).path("environment");
        for (Component each : Component.values()) {
            String name = each.shortName();
            JsonNode container = containers.path(name);
            JsonNode environment = container.path("environment");
            compare("the image of " + name, container.path("image").asText(), "kilat/" + each.module());
            compare(
                    "the SERVICE of " + name,
                    container.at("/build/args/SERVICE").asText(),
                    name);
            compare(
                    "the port of " + name,
                    environment.path(each.portSetting()).asText(),
                    Integer.toString(each.port()));
            each.database()
                    .ifPresent(database -> compare(
                            "the database of " + name,
                            environment.path("DB_NAME").asText(),
                            "${DB_NAME_" + each.name() + ":-" + database + "}"));
        }
        for (Component each : Component.services()) {
            String address = each.addressSetting();
            JsonNode here = gateway.has(address) ? gateway : file.path("x-service-environment");
            compare(
                    "where the gateway's container finds " + each.shortName(),
                    here.path(address).asText(),
                    "${" + address + ":-http://" + each.module() + ":" + each.port() + "}");
        }
    }

    /** The scripts of the images read the catalogue, so they name no service. */
    private void images() {
        for (String file : List.of("Dockerfile", "image/build", "image/healthy", "image/rehearse", "image/start")) {
            String text = read("infrastructure/" + file);
            Component.services().stream()
                    .filter(service -> text.contains(service.module()) || text.contains(":-" + service.port()))
                    .forEach(service ->
                            differences.add("infrastructure/" + file + " names " + service.module() + " by hand"));
        }
    }

    private void contract() {
        JsonNode document = yaml("contract/openapi.yaml");
        compare("the server of openapi.yaml", document.at("/servers/0/url").asText(), Component.GATEWAY.localAddress());
        Set<String> answering = new TreeSet<>();
        for (JsonNode published : List.of(document, yaml("contract/console.yaml"))) {
            published.findValues("x-service").forEach(service -> answering.add(service.asText()));
        }
        answering.remove("platform");
        compare("who answers operations of openapi.yaml and console.yaml", answering, all(Component::shortName));
        Set<String> ports = Component.services().stream()
                .map(service -> Integer.toString(service.port()))
                .collect(Collectors.toCollection(TreeSet::new));
        document.findValues("servers")
                .forEach(servers -> servers.findValues("enum").forEach(values -> {
                    Set<String> listed = new TreeSet<>();
                    values.forEach(port -> listed.add(port.asText()));
                    compare("the ports in the servers of openapi.yaml", listed, ports);
                }));
    }

    /** Where the tables of settings give the address of a service, it is that of the catalogue. */
    private void settings() {
        for (String row : read("docs/settings.md").lines().toList()) {
            String[] cells = row.split("\\|", -1);
            if (cells.length > 3 && PORT.matcher(cells[2]).find()) {
                List<String> ports = found(PORT, cells[2]).stream().toList();
                List<String> expected = found(SETTING, cells[1]).stream()
                        .flatMap(setting -> Component.services().stream()
                                .filter(service -> service.addressSetting().equals(setting)))
                        .map(service -> Integer.toString(service.port()))
                        .toList();
                if (!expected.isEmpty()) {
                    compare("the ports of" + cells[1] + "in docs/settings.md", ports, expected);
                }
            }
        }
    }

    private static Set<String> all(Function<Component, String> word) {
        return Stream.of(Component.values()).map(word).collect(Collectors.toCollection(TreeSet::new));
    }

    /** In the order of the text; compared as sets where the other side is one. */
    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private void compare(String what, Object is, Object wanted) {
        if (!is.equals(wanted)) {
            differences.add(what + ": " + is + ", but the catalogue says " + wanted);
        }
    }

    private JsonNode yaml(String file) {
        try {
            return new YAMLMapper().readTree(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(home.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
