package my.kilat.notification.domain;

/** The words about the money of a booking. */
final class PaymentWords {
    static final Words ESCROW_HELD = Words.of(
            "Payment Authorized",
            "{AmountFormatted} for {Booking} is held safely until you confirm the delivery.",
            "Kilat: {AmountFormatted} for {Booking} is held until you confirm the delivery.",
            "{AmountFormatted} for {Booking} is held safely",
            "<p><b>{AmountFormatted}</b> for {Booking} is held safely until you confirm the delivery.</p>");

    static final Words ESCROW_RELEASED = Words.of(
            "Payment Received",
            "You receive {RunnerPayoutFormatted} for {Booking}. The platform fee is {PlatformFeeFormatted}.",
            "Kilat: you receive {RunnerPayoutFormatted} for {Booking}.",
            "You receive {RunnerPayoutFormatted} for {Booking}",
            """
            <p>You receive <b>{RunnerPayoutFormatted}</b> for {Booking}.</p>
            <p>The platform fee is {PlatformFeeFormatted}.</p>""");

    static final Words ESCROW_REFUNDED = Words.of(
            "Refund Processed",
            "{AmountFormatted} for {Booking} was refunded to you. Reason: {RefundReason}.",
            "Kilat: {AmountFormatted} for {Booking} was refunded to you.",
            "{AmountFormatted} for {Booking} was refunded",
            """
            <p><b>{AmountFormatted}</b> for {Booking} was refunded to you.</p>
            <p>Reason: {RefundReason}.</p>""");

    static final Words PAYMENT_NOT_HELD = Words.of(
            "Payment Failed",
            "The payment for {Booking} failed, and nothing is held. Reason: {Reason}. Please pay again in the app.",
            "Kilat: the payment for {Booking} failed. Please pay again in the app.",
            "The payment for {Booking} failed",
            """
            <p>The payment for {Booking} failed, and nothing is held.</p>
            <p>Reason: {Reason}.</p>
            <p>Please pay again in the app, perhaps with another card.</p>""");

    static final Words PAYMENT_LAPSED = Words.of(
            "Payment Failed",
            "The runner could not be paid for {Booking}, and nothing is held any more. Reason: {Reason}. Please pay again in the app.",
            "Kilat: the runner could not be paid for {Booking}. Please pay again in the app.",
            "Please pay again for {Booking}",
            """
            <p>The runner could not be paid for {Booking}, and nothing is held any more.</p>
            <p>Reason: {Reason}.</p>
            <p>Please pay again in the app, perhaps with another card; the runner then gets the money at once.</p>""");

    static final Words PAYOUT_WAITS = Words.of(
            "Payout Delayed",
            "Your payout for {Booking} is delayed: the owner has been asked to pay again. There is nothing for you to do.",
            "Kilat: your payout for {Booking} is delayed. The owner has been asked to pay again.",
            "Your payout for {Booking} is delayed",
            """
            <p>Your payout for {Booking} is delayed: the owner has been asked to pay again.</p>
            <p>There is nothing for you to do; we tell you when the money has come.</p>""");

    private PaymentWords() {}
}
