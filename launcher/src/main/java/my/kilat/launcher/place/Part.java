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
 * @param words what it waits for while it starts, once that takes longer than usual; what a person has to look at when it
 *     is ready; empty when there is nothing to say
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

    /** One of which there is nothing to say yet. */
    public Part(String name, String title, String address, int port, String child, Progress progress, long tookMillis) {
        this(name, title, address, port, child, progress, tookMillis, "");
    }

    /** Whether it was there before us, and will be after. */
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
