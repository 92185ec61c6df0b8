package my.kilat.booking;

import my.kilat.platform.service.ServiceMain;

/** Runs the booking service in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceMain.run(new BookingService());
    }
}
