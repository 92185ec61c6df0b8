package my.kilat.tracking;

import my.kilat.platform.service.ServiceMain;

/** Runs the tracking service in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceMain.run(new TrackingService());
    }
}
