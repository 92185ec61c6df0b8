package my.kilat.launcher.place;

/**
 * One part of the platform as people know it: a server or a service.
 *
 * @param name for commands, such as {@code postgres} or {@code booking}
 * @param title for reading, such as {@code PostgreSQL 15}
 * @param address where it answers, such as {@code 127.0.0.1:5433}
 * @param port its port here, or 0 for a server elsewhere
 * @param child the process it runs in, or empty for a server that was there already
 * @param progress how far it is
 * @param tookMillis how long it took to become ready
 */
public record Part(
        String name, String title, String address, int port, String child, Progress progress, long tookMillis) {

    /** Whether it was there before us, and will be after. */
    public boolean external() {
        return child.isEmpty();
    }

    Part at(Progress next, long millis) {
        return new Part(name, title, address, port, child, next, millis);
    }
}
