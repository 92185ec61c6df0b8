package my.kilat.launcher.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import my.kilat.platform.json.Json;

/**
 * The running platform, as recorded by the supervisor for other commands.
 *
 * @param phase the state of the whole
 * @param message why it failed; empty otherwise
 * @param supervisor the process id of the supervisor
 * @param startedAt when it started, in milliseconds since 1970
 * @param tookMillis how long it took until everything was healthy; 0 before
 * @param servicesTookMillis the services' share of that time
 * @param portOffset added to the default ports
 * @param parts the servers and services, in the order of their start
 * @param children the processes
 */
public record PlatformState(
        Phase phase,
        String message,
        long supervisor,
        long startedAt,
        long tookMillis,
        long servicesTookMillis,
        int portOffset,
        List<Part> parts,
        List<Child> children) {
    private static final String FILE = "state.json";

    public PlatformState {
        parts = List.copyOf(parts);
        children = List.copyOf(children);
    }

    /** The last recorded state, if any. */
    public static Optional<PlatformState> read(Layout layout) {
        Path file = layout.run().resolve(FILE);
        try {
            return Optional.of(Json.read(Files.readString(file), PlatformState.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException unreadable) {
            // The file is replaced atomically, so this one is not ours, or of another version.
            return Optional.empty();
        }
    }

    /** Writes the state atomically. */
    public void write(Layout layout) {
        try {
            Files.createDirectories(layout.run());
            Path draft = layout.run().resolve(FILE + ".new");
            Files.writeString(draft, Json.text(this));
            Files.move(draft, layout.run().resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Ports ports() {
        return new Ports(portOffset);
    }

    /** The part of this name. */
    public Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** The process of this name. */
    public Optional<Child> child(String name) {
        return children.stream().filter(child -> child.name().equals(name)).findFirst();
    }

    PlatformState with(Phase next, String words) {
        return new PlatformState(
                next, words, supervisor, startedAt, tookMillis, servicesTookMillis, portOffset, parts, children);
    }

    PlatformState withTimes(long whole, long services) {
        return new PlatformState(phase, message, supervisor, startedAt, whole, services, portOffset, parts, children);
    }

    PlatformState withPart(String name, UnaryOperator<Part> change) {
        List<Part> changed = parts.stream()
                .map(part -> part.name().equals(name) ? change.apply(part) : part)
                .toList();
        return new PlatformState(
                phase, message, supervisor, startedAt, tookMillis, servicesTookMillis, portOffset, changed, children);
    }

    PlatformState withChildren(List<Child> changed) {
        return new PlatformState(
                phase, message, supervisor, startedAt, tookMillis, servicesTookMillis, portOffset, parts, changed);
    }
}
