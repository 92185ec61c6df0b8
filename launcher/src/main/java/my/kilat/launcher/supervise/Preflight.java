package my.kilat.launcher.supervise;

import my.kilat.launcher.LauncherException;
import my.kilat.launcher.machine.Disk;
import my.kilat.launcher.machine.PortOwner;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.screen.Words;
import my.kilat.local.FreePort;

/** Checks before anything is started. */
final class Preflight {
    private static final long LEAST_ROOM = 200L << 20;

    private Preflight() {}

    /**
     * Checks disk space and ports.
     *
     * @throws LauncherException if there is too little space, or a port is taken
     */
    static void check(Layout layout, Fleet fleet) {
        long free = Disk.free(layout.state());
        if (free < LEAST_ROOM) {
            throw new LauncherException("The disk that holds " + layout.state() + " is full: " + Words.bytes(free)
                    + " are left, and " + Words.bytes(LEAST_ROOM)
                    + " are needed. Make room, or set KILAT_STATE to a directory on another disk.");
        }
        fleet.parts().stream().filter(part -> part.port() != 0).forEach(part -> checkPort(part.port(), part.title()));
        checkPort(fleet.ports().management(), "the gateway");
    }

    private static void checkPort(int port, String whose) {
        if (!FreePort.isFree(port)) {
            throw new LauncherException("Port " + port + ", which " + whose + " needs, is taken by "
                    + PortOwner.describe(port).orElse("another program")
                    + ". End that, or move all ports of Kilat: ./kilat up --port-offset 1000");
        }
    }
}
