package my.kilat.runner;

import my.kilat.platform.service.ServiceMain;

/** Starts the runner service in this process. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run(new RunnerService());
    }
}
