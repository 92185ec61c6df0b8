package my.kilat.payment;

import my.kilat.platform.service.ServiceMain;

/** Runs the payment service in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceMain.run(new PaymentService());
    }
}
