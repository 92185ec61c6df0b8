package my.kilat.local;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A server that runs as a child process of this JVM and keeps its data in a directory of its own, so that it can be ended in
 * any way and restarted on that data.
 */
public sealed interface LocalServer extends AutoCloseable
        permits LocalPostgres, LocalZooKeeper, LocalKafka, LocalProgram {

    /** Its name in messages: {@code PostgreSQL}, {@code ZooKeeper}, {@code Kafka} and so on. */
    String name();

    /**
     * The TCP port on 127.0.0.1. A server created for a free port knows it from its first launch and keeps it from then on.
     */
    int port();

    /** The log file of the server. */
    Path log();

    /** The PID file of its process while it runs. */
    PidFile pidFile();

    /** The process id while it runs. */
    OptionalLong pid();

    /** Whether the process is alive; it may still be starting. */
    default boolean isRunning() {
        return pid().isPresent();
    }

    /**
     * Starts the process without waiting for it to respond. A process left over from an earlier, dead parent with the same
     * directory is ended first.
     *
     * @throws LocalServerException if it cannot be started
     */
    void launch();

    /**
     * Waits until a real client gets a response.
     *
     * @throws LocalServerException if the process ends, or does not respond in time
     */
    void awaitReady();

    /** {@link #launch()} and {@link #awaitReady()}. */
    default void start() {
        launch();
        awaitReady();
    }

    /**
     * How the last process of this object ended by itself, for a sentence after the name: {@code was killed (signal 9)},
     * {@code ended with exit code 1}, followed by the end of its log. Empty while it runs, or if it was ended here.
     */
    String howItEnded();

    /** As above, in a few words: {@code was killed (signal 9)}. */
    String ending();

    /** Ends, gracefully, a process that an earlier, dead parent with the same directory left running. */
    void endLeftover();

    /** Ends it gracefully: no acknowledged data is lost, and the next start is fast. Does nothing if it is not running. */
    void stop();

    /** Kills it and its child processes (SIGKILL), like a power failure. */
    void kill();

    /** Suspends it (SIGSTOP): its port stays open, but it does not respond. */
    void pause();

    /** Resumes a suspended server (SIGCONT). */
    void resume();

    @Override
    default void close() {
        stop();
    }
}
