package my.kilat.launcher.screen;

import java.time.Duration;
import java.util.Locale;

/** Numbers formatted for people. */
public final class Words {
    private static final long KIB = 1024;
    private static final long MIB = KIB * 1024;
    private static final long GIB = MIB * 1024;

    private Words() {}

    /** {@code 0.4 s}, {@code 12.3 s}, {@code 2m 05s}. */
    public static String took(Duration duration) {
        return duration.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
                : age(duration);
    }

    /** {@code 12s}, {@code 2m 05s}, {@code 3h 07m}, {@code 4d 02h}. */
    public static String age(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds / 60 % 60);
        }
        return String.format(Locale.ROOT, "%dd %02dh", seconds / 86_400, seconds / 3600 % 24);
    }

    /** {@code 640 KB}, {@code 312 MB}, {@code 1.4 GB}. */
    public static String bytes(long bytes) {
        if (bytes < MIB) {
            return bytes / KIB + " KB";
        }
        return bytes < GIB ? bytes / MIB + " MB" : String.format(Locale.ROOT, "%.1f GB", (double) bytes / GIB);
    }
}
