package my.kilat.launcher.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.local.Processes;

/** Memory use. */
public final class Memory {
    private static final Pattern KILOBYTES = Pattern.compile("(\\w+):\\s+(\\d+) kB");

    private Memory() {}

    /**
     * The memory of a process and its descendants, in bytes. Shared pages are counted once if the system reports them; 0 if it
     * reports nothing.
     */
    public static long of(ProcessHandle process) {
        List<ProcessHandle> tree = Processes.tree(process);
        if (tree.size() == 1) {
            return field("/proc/" + process.pid() + "/status", "VmRSS");
        }
        return tree.stream()
                .mapToLong(each -> {
                    long share = field("/proc/" + each.pid() + "/smaps_rollup", "Pss");
                    return share > 0 ? share : field("/proc/" + each.pid() + "/status", "VmRSS");
                })
                .sum();
    }

    /** The available memory of the machine, in bytes; 0 when unknown. */
    public static long available() {
        return field("/proc/meminfo", "MemAvailable");
    }

    private static long field(String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                Matcher matcher = KILOBYTES.matcher(line);
                if (matcher.matches() && matcher.group(1).equals(name)) {
                    return Long.parseLong(matcher.group(2)) * 1024;
                }
            }
            return 0;
        } catch (IOException goneOrNotLinux) {
            return 0;
        }
    }
}
