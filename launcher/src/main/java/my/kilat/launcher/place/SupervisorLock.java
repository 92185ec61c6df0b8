package my.kilat.launcher.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to start and end the parts of one platform. Whoever has it is the supervisor; the operating system takes it
 * back when that process ends, in whatever way.
 */
public final class SupervisorLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private SupervisorLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock, unless a supervisor is alive. */
    public static Optional<SupervisorLock> acquire(Layout layout) {
        try {
            Files.createDirectories(layout.run());
            FileChannel channel =
                    FileChannel.open(layout.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new SupervisorLock(channel, lock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a supervisor is alive. */
    public static boolean isHeld(Layout layout) {
        Optional<SupervisorLock> free = acquire(layout);
        free.ifPresent(SupervisorLock::close);
        return free.isEmpty();
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByUs) {
            return null;
        }
    }
}
