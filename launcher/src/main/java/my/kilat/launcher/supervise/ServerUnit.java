package my.kilat.launcher.supervise;

/** A server that services use, and that is ended after them therefore. It can be suspended: then it lives, and answers nobody. */
interface ServerUnit extends Unit {
    /**
     * Suspends it.
     *
     * @throws my.kilat.local.LocalServerException if a part of it goes on
     */
    void pause();

    /** Resumes it; does nothing if it is not suspended. */
    void resume();
}
