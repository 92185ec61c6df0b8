package my.kilat.launcher.machine;

/** A task to run if this JVM is told to end while the hook is open. */
public final class ShutdownHook implements AutoCloseable {
    private final Thread hook;

    private ShutdownHook(Thread hook) {
        this.hook = hook;
    }

    /** Registers the task until the hook is closed. */
    public static ShutdownHook set(String name, Runnable work) {
        var hook = new Thread(work, name);
        Runtime.getRuntime().addShutdownHook(hook);
        return new ShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The shutdown is running the task already.
        }
    }
}
