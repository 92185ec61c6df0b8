package my.kilat.notification.domain;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A part of a text that differs from one notification to the next; written {@code {Name}} in a text. */
public enum Variable {
    /** {@code BK-} and six characters. */
    BOOKING_NUMBER("BookingNumber", "booking_number", ""),
    /** {@code booking BK-…}, or {@code your booking} where the number is not known; made of the number. */
    BOOKING("Booking", "", "your booking"),
    /** Why a booking was cancelled or a payment failed. */
    REASON("Reason", "reason", "none given"),
    /** {@code RM 22.10}. */
    AMOUNT("AmountFormatted", "amount_formatted", ""),
    /** {@code RM 18.79}: what the runner gets. */
    RUNNER_PAYOUT("RunnerPayoutFormatted", "runner_payout_formatted", ""),
    /** {@code RM 3.31}: what the platform keeps. */
    PLATFORM_FEE("PlatformFeeFormatted", "platform_fee_formatted", ""),
    /** Why the owner got the money back. */
    REFUND_REASON("RefundReason", "refund_reason", "none given"),
    /** Kilometres with one decimal, without the unit. */
    TOTAL_DISTANCE("TotalDistance", "total_distance", ""),
    /** {@code 14:30 on 12 February}, in the business time zone: until when somebody is waited for. */
    UNTIL("Until", "until", "soon");

    private static final Map<String, Variable> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Variable::inText, Function.identity()));

    private final String inText;
    private final String inMetadata;
    private final String otherwise;

    Variable(String inText, String inMetadata, String otherwise) {
        this.inText = inText;
        this.inMetadata = inMetadata;
        this.otherwise = otherwise;
    }

    /** Its name in texts. */
    public String inText() {
        return inText;
    }

    /** Its key in a notification's metadata; empty for one that is made of another. */
    public String inMetadata() {
        return inMetadata;
    }

    /** What stands in a text when it has no value. */
    String otherwise() {
        return otherwise;
    }

    static Optional<Variable> named(String inText) {
        return Optional.ofNullable(BY_NAME.get(inText));
    }
}
