package my.kilat.launcher.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.machine.Apt;
import my.kilat.launcher.screen.Style;
import my.kilat.local.LocalProgram.Programs;

/**
 * Makes sure that the servers that only tests need are installed: Redis and HAProxy; and, where installation is permitted,
 * Chromium, without which the test of the console is skipped.
 */
final class TestProvision {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Context context;

    TestProvision(Context context) {
        this.context = context;
    }

    /**
     * Installs the missing ones, if we are permitted to.
     *
     * @throws LauncherException with the remedy, if we are not
     */
    void ensure() {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        String packages = String.join(" ", missing);
        if (!Apt.isUsable()) {
            throw new LauncherException("The tests need " + packages
                    + ". On Debian and Ubuntu: sudo apt-get install " + packages
                    + "; on macOS: brew install redis haproxy.");
        }
        context.screen().line("The tests need " + packages + "; apt-get installs it, once.");
        Apt apt = new Apt(context.layout().log("apt"));
        apt.update(line -> {});
        apt.install(line -> {}, missing);
        context.screen()
                .line(context.screen().styled(Style.GREEN, "✔") + " " + packages
                        + (missing.size() == 1 ? " is" : " are") + " installed");
        context.screen().blank();
    }

    private static List<String> missing() {
        List<String> missing = new ArrayList<>(Programs.PACKAGES.entrySet().stream()
                .filter(entry -> Programs.find(entry.getKey()).isEmpty())
                .map(Map.Entry::getValue)
                .sorted()
                .toList());
        if (Apt.isUsable() && !Files.isExecutable(CHROMIUM)) {
            missing.add("chromium");
        }
        return missing;
    }
}
