package my.kilat.notification;

import my.kilat.platform.service.Host;
import my.kilat.platform.service.Kernel;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;

/** Tells owners and runners what happens to their bookings: in their inbox always, by push, SMS and e-mail as they like. */
public final class NotificationService implements Service {
    private final Kernel kernel;

    public NotificationService(Environment environment, Host host) {
        this.kernel = new Kernel("notification", 8006, environment, host);
    }

    @Override
    public String name() {
        return "notification";
    }

    @Override
    public int port() {
        return kernel.port();
    }

    @Override
    public void start() {
        kernel.open();
        kernel.listen();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
