package my.kilat.payment.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.State;
import my.kilat.platform.http.Reply;
import my.kilat.platform.money.Money;

/**
 * The page of a payment's link: amount, booking and status. Its only action is the link to the provider's page while the payer
 * has to act there.
 */
final class CheckoutPage {
    private static final String LOOK_AGAIN = "\n<meta http-equiv=\"refresh\" content=\"2\">";

    private CheckoutPage() {}

    /** Whether that is the secret part of the payment's link. */
    static boolean opens(String key, Payment payment) {
        return MessageDigest.isEqual(
                key.getBytes(StandardCharsets.UTF_8),
                payment.terms().checkoutKey().getBytes(StandardCharsets.UTF_8));
    }

    /** The page. */
    static Reply of(Payment payment) {
        Words words = words(payment.state());
        String page = """
                    <!doctype html>
                    <html lang="en">
                    <head>
                    <meta charset="utf-8">
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <meta name="robots" content="noindex">%s
                    <title>Kilat – %s</title>
                    <style>
                    body { font: 1.1rem/1.5 system-ui, sans-serif; margin: 15vh auto 0; max-width: 24rem; padding: 0 1.5rem;
                        color: #1c2733; background: #fff }
                    h1 { font-size: 1.5rem; margin-bottom: .25rem }
                    .amount { font-size: 2.25rem; font-weight: 600; margin: 1rem 0 }
                    @media (prefers-color-scheme: dark) { body { color: #e6ebf0; background: #14181d } }
                    </style>
                    </head>
                    <body>
                    <h1>%s</h1>
                    <p class="amount">%s</p>
                    <p>Booking %s</p>
                    <p>%s</p>
                    </body>
                    </html>
                    """.formatted(
                        payment.state() instanceof State.Pending ? LOOK_AGAIN : "",
                        words.title,
                        words.title,
                        Money.format(payment.terms().split().amountCents()),
                        escaped(payment.terms().bookingNumber()),
                        words.text);
        return Reply.raw(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer")
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private record Words(String title, String text) {}

    private static Words words(State state) {
        return switch (state) {
            case State.Pending pending ->
                pending.action() == null
                        ? !pending.isStored() || pending.releaseTo() != null
                                ? new Words("Payment under way", "This page shows the result in a moment.")
                                : new Words(
                                        "Payment accepted",
                                        "Your card was checked. The money will be held before your ride; nothing is taken"
                                                + " until then.")
                        : new Words(
                                "Payment to be completed",
                                "<a href=\"" + escaped(pending.action().url())
                                        + "\">Continue to the payment</a>. This page shows the result afterwards.");
            case State.Held _ ->
                new Words(
                        "Payment received",
                        "The money is held until your pet has arrived. You can close this page and go back to the app.");
            case State.Released _ -> new Words("Payment completed", "Your pet has arrived and the runner is paid.");
            case State.Refunded _ -> new Words("Payment refunded", "The money is on its way back to you.");
            case State.Failed failed
            when failed.isLapsed() ->
                new Words(
                        "Payment lapsed",
                        "Your card no longer holds the money, so the runner could not be paid. Go back to the app and pay"
                                + " again.");
            case State.Failed _ -> new Words("Payment failed", "No money was taken. Go back to the app to try again.");
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
