package my.kilat.local;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An environment that makes third-party servers independent of the machine: of its language, time zone and charset, and of
 * variables that their programs would read. We parse some of their output, and they parse numbers that we wrote, so both must
 * have the same format everywhere.
 */
public final class CleanEnvironment {
    /** A locale with English messages and UTF-8, which exists without being installed. */
    static final String LOCALE = System.getProperty("os.name").startsWith("Linux") ? "C.UTF-8" : "en_US.UTF-8";

    /** The flags that have the same effect on a JVM: they override what it would derive from the environment. */
    public static final List<String> JVM_FLAGS = List.of(
            "-Duser.language=en",
            "-Duser.country=",
            "-Duser.script=",
            "-Duser.variant=",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    private static final Set<String> OBEYED =
            Set.of("LANG", "LANGUAGE", "CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private CleanEnvironment() {}

    /** Cleans the environment of a process that is about to be started. */
    static void apply(Map<String, String> environment) {
        // PGPORT, PGHOSTADDR, PGSSLMODE and the like are meant for another PostgreSQL.
        environment.keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("PG") || OBEYED.contains(name));
        environment.put("LC_ALL", LOCALE);
        environment.put("TZ", "UTC");
    }
}
