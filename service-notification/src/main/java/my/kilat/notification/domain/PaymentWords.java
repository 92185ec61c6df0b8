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
            "Your payment for {Booking} is not held any more. Reason: {Reason}. Please pay again in the app.",
            "Kilat: your payment for {Booking} is not held any more. Please pay again in the app.",
            "Please pay again for {Booking}",
            """
            <p>Your payment for {Booking} is not held any more.</p>
            <p>Reason: {Reason}.</p>
            <p>Please pay again in the app, perhaps with another card.</p>""");

    static final Words PAYOUT_WAITS = Words.of(
            "Owner Pays Again",
            "The owner of {Booking} has been asked to pay again. You are paid all the same once the delivery is confirmed. There is"
                    + " nothing for you to do.",
            "Kilat: the owner of {Booking} was asked to pay again. You are paid all the same once the delivery is confirmed.",
            "The owner of {Booking} has to pay again",
            """
            <p>The owner of {Booking} has been asked to pay again: the card does not hold the money any more.</p>
            <p>You are paid all the same once the delivery is confirmed. There is nothing for you to do.</p>""");

    private PaymentWords() {}
}
