package my.kilat.dispatch;

import my.kilat.platform.service.ServiceMain;

/** Runs the dispatch service in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceMain.run(new DispatchService());
    }
}
