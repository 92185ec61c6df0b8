package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever can be set is described, and can be set in a container. */
class SettingsPagesTest {
    private static final Pattern READ =
            Pattern.compile("environment\\s*\\.\\s*[a-z]+\\(\\s*\"([A-Z][A-Z0-9_]*[A-Z0-9])\"");
    /** What an image sets itself. */
    private static final Set<String> OF_THE_IMAGE = Set.of("GATEWAY_HOST", "MANAGEMENT_HOST", "MANAGEMENT_PORT");

    private static Set<String> read() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                READ.matcher(Files.readString(file)).results().forEach(result -> names.add(result.group(1)));
            }
        }
        return names;
    }

    @Test
    void everySettingIsDescribed() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "settings.md"));
        assertThat(read())
                .hasSizeGreaterThan(35)
                .allSatisfy(name -> assertThat(page).as(name).contains("`" + name + "`"));
    }

    @Test
    void everySettingReachesTheContainer() throws IOException {
        String containers = Files.readString(Path.of("..", "infrastructure", "services.yml"));
        String own = containers.substring(containers.indexOf("\n  gateway:"));
        assertThat(read())
                .filteredOn(name -> !OF_THE_IMAGE.contains(name))
                .allSatisfy(name -> assertThat(
                                own.contains("\n      " + name + ":") || containers.contains("\n  " + name + ":"))
                        .as(name)
                        .isTrue());
    }
}
