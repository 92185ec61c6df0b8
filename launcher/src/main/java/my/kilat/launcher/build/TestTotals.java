package my.kilat.launcher.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The number of tests, from the reports of the test runner.
 *
 * @param passed how many passed
 * @param failed how many failed
 * @param skipped how many were not run
 * @param failures the failed ones, as {@code Class.method: message}
 */
public record TestTotals(int passed, int failed, int skipped, List<String> failures) {
    private static final int LONGEST_MESSAGE = 400;

    public TestTotals {
        failures = List.copyOf(failures);
    }

    /**
     * Counts the reports of all modules.
     *
     * @param home the source tree
     * @param since older reports belong to an earlier run
     */
    public static TestTotals count(Path home, Instant since) {
        TestTotals totals = new TestTotals(0, 0, 0, List.of());
        for (Path report : reports(home, since)) {
            totals = totals.plus(read(report));
        }
        return totals;
    }

    private TestTotals plus(TestTotals other) {
        var all = new ArrayList<>(failures);
        all.addAll(other.failures);
        return new TestTotals(passed + other.passed, failed + other.failed, skipped + other.skipped, all);
    }

    private static List<Path> reports(Path home, Instant since) {
        var reports = new ArrayList<Path>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(home, Files::isDirectory)) {
            for (Path module : modules) {
                Path directory = module.resolve("target/surefire-reports");
                if (Files.isDirectory(directory)) {
                    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "TEST-*.xml")) {
                        for (Path file : files) {
                            if (Files.getLastModifiedTime(file).compareTo(FileTime.from(since)) >= 0) {
                                reports.add(file);
                            }
                        }
                    }
                }
            }
            reports.sort(null);
            return reports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestTotals read(Path report) {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream file = Files.newInputStream(report)) {
            return read(factory.createXMLStreamReader(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException torn) {
            return new TestTotals(0, 1, 0, List.of(report.getFileName() + ": the report is not readable"));
        }
    }

    private static TestTotals read(XMLStreamReader xml) throws XMLStreamException {
        int tests = 0;
        int skipped = 0;
        String current = "";
        var failures = new ArrayList<String>();
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "testcase" -> {
                    tests++;
                    current = shortName(xml.getAttributeValue(null, "classname"))
                            + "."
                            + xml.getAttributeValue(null, "name");
                }
                case "skipped" -> skipped++;
                case "failure", "error" -> failures.add(current + message(xml.getAttributeValue(null, "message")));
                default -> {
                    // Other elements, such as times and output, are ignored.
                }
            }
        }
        return new TestTotals(tests - failures.size() - skipped, failures.size(), skipped, failures);
    }

    private static String shortName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static String message(@Nullable String message) {
        String line = message == null ? "" : message.strip().replaceAll("\\s+", " ");
        if (line.length() > LONGEST_MESSAGE) {
            line = line.substring(0, LONGEST_MESSAGE) + "…";
        }
        return line.isEmpty() ? "" : ": " + line;
    }
}
