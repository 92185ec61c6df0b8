package my.kilat.launcher.demo;

import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import my.kilat.launcher.LauncherException;

/** The people of a demo, each of whom acts on a thread of their own. The first who cannot go on ends it for all. */
final class Crowd implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletionService<Boolean> ends = new ExecutorCompletionService<>(threads);
    private int sent;

    /** Lets a person act. */
    void send(Person person, Runnable action) {
        ends.submit(() -> act(person, action));
        sent++;
    }

    private static boolean act(Person person, Runnable action) {
        try {
            action.run();
            return true;
        } catch (LauncherException known) {
            throw known;
        } catch (Refused refusal) {
            throw new LauncherException(
                    "The demo has ended, because " + person + " could not go on: " + refusal.getMessage(), refusal);
        } catch (RuntimeException unforeseen) {
            throw new LauncherException("The demo has ended, because of " + person + ": " + unforeseen, unforeseen);
        }
    }

    /**
     * Waits until all have done what they wanted.
     *
     * @throws LauncherException as soon as one cannot go on; the others are interrupted
     */
    void await() {
        try {
            for (int ended = 0; ended < sent; ended++) {
                ends.take().get();
            }
        } catch (ExecutionException e) {
            threads.shutdownNow();
            throw e.getCause() instanceof LauncherException known
                    ? known
                    : new LauncherException("The demo could not go on: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads.shutdownNow();
        }
    }

    /** Waits until the last of them has ended. */
    @Override
    public void close() {
        threads.close();
    }
}
