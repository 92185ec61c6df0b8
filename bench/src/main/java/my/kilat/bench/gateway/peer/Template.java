package my.kilat.bench.gateway.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import my.kilat.bench.BenchException;

/** A configuration file with places to fill in: <code>${name}</code>. */
final class Template {
    private Template() {}

    /** Fills in a template and writes it where it is to be. */
    static Path write(Path template, Map<String, String> values, Path to) {
        try {
            String text = Files.readString(template);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return Files.writeString(to, text);
        } catch (IOException e) {
            throw new BenchException("The configuration " + to + " cannot be written: " + e.getMessage(), e);
        }
    }
}
