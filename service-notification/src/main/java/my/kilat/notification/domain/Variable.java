package my.kilat.notification.domain;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A variable of a text, written {@code {Name}}. */
public enum Variable {
    /** {@code BK-} and six characters. */
    BOOKING_NUMBER("BookingNumber", "booking_number", ""),
    /** {@code booking BK-…}, or {@code your booking} if the number is unknown; derived from the number. */
    BOOKING("Booking", "", "your booking"),
    /** The reason of a cancellation or a failed payment. */
    REASON("Reason", "reason", "none given"),
    /** {@code RM 22.10}. */
    AMOUNT("AmountFormatted", "amount_formatted", ""),
    /** {@code RM 18.79}: the runner's share. */
    RUNNER_PAYOUT("RunnerPayoutFormatted", "runner_payout_formatted", ""),
    /** {@code RM 3.31}: the platform's share. */
    PLATFORM_FEE("PlatformFeeFormatted", "platform_fee_formatted", ""),
    /** The reason of a refund. */
    REFUND_REASON("RefundReason", "refund_reason", "none given"),
    /** Kilometres with one decimal, without the unit. */
    TOTAL_DISTANCE("TotalDistance", "total_distance", ""),
    /** {@code 14:30 on 12 February}, in the business time zone: until when somebody is waited for. */
    UNTIL("Until", "until", "soon"),
    /** Whole minutes by which a runner is later than planned. */
    DELAY("DelayMinutes", "delay_minutes", ""),
    /** Whole minutes for which a vehicle has been standing. */
    STANDING("StandingMinutes", "standing_minutes", "");

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

    /** Its key in a notification's metadata; empty for one that is derived from another. */
    public String inMetadata() {
        return inMetadata;
    }

    /** The text used if it has no value. */
    String otherwise() {
        return otherwise;
    }

    static Optional<Variable> named(String inText) {
        return Optional.ofNullable(BY_NAME.get(inText));
    }
}
