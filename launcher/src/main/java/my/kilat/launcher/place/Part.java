package my.kilat.launcher.place;

/**
 * A server or service of the platform, as displayed.
 *
 * @param name for commands, such as {@code postgres} or {@code booking}
 * @param title for display, such as {@code PostgreSQL 15}
 * @param address at which it listens, such as {@code 127.0.0.1:5433}
 * @param port its port here, or 0 for an external server
 * @param child the process it runs in, or empty for an external server
 * @param progress the state of its start
 * @param tookMillis how long it took to become ready
 * @param words what it waits for, if its start takes longer than usual; its alarms once it is ready; otherwise empty
 */
public record Part(
        String name,
        String title,
        String address,
        int port,
        String child,
        Progress progress,
        long tookMillis,
        String words) {

    /** Without {@code words}. */
    public Part(String name, String title, String address, int port, String child, Progress progress, long tookMillis) {
        this(name, title, address, port, child, progress, tookMillis, "");
    }

    /** Whether it runs independently of this platform's supervisor. */
    public boolean external() {
        return child.isEmpty();
    }

    Part at(Progress next, long millis) {
        return new Part(name, title, address, port, child, next, millis, "");
    }

    Part saying(String next) {
        return new Part(name, title, address, port, child, progress, tookMillis, next);
    }
}
