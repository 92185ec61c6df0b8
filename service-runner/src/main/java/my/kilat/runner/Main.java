package my.kilat.runner;

import my.kilat.platform.service.ServiceMain;

/** Runs the runner service in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run(new RunnerService());
    }
}
