package my.kilat.gateway;

import my.kilat.platform.service.ServiceMain;

/** Runs the gateway alone, in the foreground, from its environment. */
public final class Main {
    private Main() {}

    /** Starts the gateway, which runs until the process ends. */
    public static void main(String[] arguments) {
        ServiceMain.run(Gateway::new);
    }
}
