package my.kilat.local;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A server that runs as a child process of this JVM and keeps its data in a directory of its own, so that it can be
 * ended in any way and started again on what it had.
 */
public sealed interface LocalServer extends AutoCloseable
        permits LocalPostgres, LocalZooKeeper, LocalKafka, LocalProgram {

    /** What people call it, for messages: {@code PostgreSQL}, {@code ZooKeeper}, {@code Kafka} and so on. */
    String name();

    /**
     * The TCP port on 127.0.0.1. A server made for a free port knows it from its first launch and keeps it from then
     * on.
     */
    int port();

    /** Where the server writes what it has to say. */
    Path log();

    /** Where its process is noted while it runs. */
    PidFile pidFile();

    /** The process id while it runs. */
    OptionalLong pid();

    /** Whether the process is there; it may still be on its way up. */
    default boolean isRunning() {
        return pid().isPresent();
    }

    /**
     * Starts the process without waiting for it to answer. A process left over from an earlier, dead owner of the same
     * directory is ended first.
     *
     * @throws LocalServerException when it cannot be started
     */
    void launch();

    /**
     * Waits until a real client gets an answer.
     *
     * @throws LocalServerException when the process ends, or does not answer in time
     */
    void awaitReady();

    /** {@link #launch()} and {@link #awaitReady()}. */
    default void start() {
        launch();
        awaitReady();
    }

    /**
     * How the last process of this object ended by itself, for a sentence after the name: {@code was killed (signal 9)},
     * {@code ended with exit code 1}, followed by the end of its log. Empty while it runs, or when it was ended here.
     */
    String howItEnded();

    /** The same in a few words: {@code was killed (signal 9)}. */
    String ending();

    /** Ends, in order, a process that an earlier, dead owner of the same directory left running. */
    void endLeftover();

    /** Ends it in order: nothing that was acknowledged is lost, and the next start is quick. Does nothing when it is down. */
    void stop();

    /** Ends it as a power failure would (SIGKILL), with all its helpers. */
    void kill();

    /** Freezes it (SIGSTOP): its port stays open, and no answer comes. */
    void pause();

    /** Lets a paused server go on (SIGCONT). */
    void resume();

    @Override
    default void close() {
        stop();
    }
}
