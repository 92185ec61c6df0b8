package my.kilat.platform.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import my.kilat.platform.failure.Failure;

/** Identifiers: version 7 UUIDs, which increase with time, so that index inserts stay local. */
public final class Ids {
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** A new id. */
    public static UUID next() {
        return GENERATOR.generate();
    }

    /**
     * Parses an id in any letter case.
     *
     * @throws Failure.Invalid if the text is not a UUID in its canonical form of 36 characters
     */
    public static UUID parse(String text) {
        return find(text).orElseThrow(() -> new Failure.Invalid("id is not a valid UUID"));
    }

    /** The id that a text is, in any letter case; empty if it is not a UUID in its canonical form of 36 characters. */
    public static Optional<UUID> find(String text) {
        return UUID_TEXT.matcher(text).matches()
                ? Optional.of(UUID.fromString(text.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
