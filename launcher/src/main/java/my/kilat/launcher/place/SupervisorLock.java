package my.kilat.launcher.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to start and end the parts of one platform. Its holder is the supervisor; the operating system releases
 * it when that process ends, in whatever way.
 */
public final class SupervisorLock implements AutoCloseable {
    private static final int ATTEMPTS = 10;

    private final FileChannel channel;
    private final FileLock lock;

    private SupervisorLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock, unless a supervisor is alive. */
    public static Optional<SupervisorLock> acquire(Layout layout) {
        Optional<SupervisorLock> lock = tryLock(layout, false);
        // A process that checks the lock holds it for a moment.
        for (int attempt = 1; lock.isEmpty() && attempt < ATTEMPTS; attempt++) {
            pause();
            lock = tryLock(layout, false);
        }
        return lock;
    }

    /** Whether a supervisor is alive. Any number of processes may check concurrently. */
    public static boolean isHeld(Layout layout) {
        Optional<SupervisorLock> free = tryLock(layout, true);
        free.ifPresent(SupervisorLock::close);
        return free.isEmpty();
    }

    private static Optional<SupervisorLock> tryLock(Layout layout, boolean shared) {
        try {
            Files.createDirectories(layout.run());
            FileChannel channel = FileChannel.open(
                    layout.run().resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel, shared);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new SupervisorLock(channel, lock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    private static @Nullable FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException heldByUs) {
            return null;
        }
    }
}
