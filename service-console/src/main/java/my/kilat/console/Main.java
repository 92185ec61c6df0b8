package my.kilat.console;

import my.kilat.platform.service.ServiceMain;

/** Runs the console service in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceMain.run(new ConsoleService());
    }
}
