package my.kilat.launcher.supervise;

import my.kilat.launcher.place.Layout;
import my.kilat.local.LocalServerException;

/** A shell in place of a server. */
final class ServerProgram extends Program implements ServerUnit {
    private volatile boolean fails;

    ServerProgram(Layout layout, String name, String script) {
        super(layout, name, script);
    }

    /** Whether it fails to be suspended, though it is, and to be resumed. */
    void failsToBeSuspended(boolean whether) {
        fails = whether;
    }

    @Override
    public void pause() {
        running().suspend();
        failIfAskedTo();
    }

    @Override
    public void resume() {
        failIfAskedTo();
        running().resume();
    }

    private void failIfAskedTo() {
        if (fails) {
            throw new LocalServerException("No process can be started.");
        }
    }
}
