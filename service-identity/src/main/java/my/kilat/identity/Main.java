package my.kilat.identity;

import my.kilat.platform.service.ServiceMain;

/** Runs identity in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceMain.run(new IdentityService());
    }
}
