package my.kilat.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import my.kilat.local.KilatHome;
import org.junit.jupiter.api.Test;

/** {@code docs/design.md} leads a reader from class to class, so each that it names has to be there. */
class DesignPageTest {
    private static final Path ROOT = KilatHome.find();

    /** A class in backticks, perhaps behind its package. */
    private static final Pattern CLASS = Pattern.compile("`(?:[a-z]+\\.)*([A-Z][A-Za-z]*[a-z][A-Za-z]*)`");

    @Test
    void everyClassThatItNamesIsThere() throws IOException {
        Set<String> named = CLASS.matcher(Files.readString(ROOT.resolve("docs/design.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).as("names on the page").hasSizeGreaterThan(40);
        named.removeAll(classes());
        assertThat(named).as("classes that are no longer there").isEmpty();
    }

    private static Set<String> classes() throws IOException {
        Set<String> classes = new TreeSet<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.filter(path -> Files.isDirectory(path.resolve("src")))
                    .toList()) {
                try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .map(name -> name.substring(0, name.length() - ".java".length()))
                            .forEach(classes::add);
                }
            }
        }
        return classes;
    }
}
