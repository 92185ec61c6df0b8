package my.kilat.launcher.build;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A progress report in Maven's output. */
public sealed interface MavenLine {
    Pattern MODULE = Pattern.compile("\\[INFO] Building (\\S+) .*\\[(\\d+)/(\\d+)]");
    Pattern CLASS = Pattern.compile(
            "\\[(?:INFO|WARNING|ERROR)] Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: (\\d+),"
                    + " Time elapsed: ([\\d.]+) s.* -- in (?:my\\.kilat\\.)?(\\S+)");

    /** The build of a module starts. */
    record Module(String name, int number, int of) implements MavenLine {}

    /**
     * The tests of a class are finished.
     *
     * @param name with its package below ours, such as {@code booking.LifecycleTest}
     */
    record TestClass(String name, int run, int failed, int skipped, double seconds) implements MavenLine {}

    /** An error message. */
    record Trouble(String text) implements MavenLine {}

    /** Parses a line; most contain no progress. */
    static Optional<MavenLine> parse(String line) {
        Matcher module = MODULE.matcher(line);
        if (module.matches()) {
            return Optional.of(
                    new Module(module.group(1), Integer.parseInt(module.group(2)), Integer.parseInt(module.group(3))));
        }
        Matcher tests = CLASS.matcher(line);
        if (tests.matches()) {
            return Optional.of(new TestClass(
                    tests.group(6),
                    Integer.parseInt(tests.group(1)),
                    Integer.parseInt(tests.group(2)) + Integer.parseInt(tests.group(3)),
                    Integer.parseInt(tests.group(4)),
                    Double.parseDouble(tests.group(5))));
        }
        return line.startsWith("[ERROR] ") && !line.startsWith("[ERROR] Tests run:")
                ? Optional.of(new Trouble(line.substring("[ERROR] ".length())))
                : Optional.empty();
    }
}
