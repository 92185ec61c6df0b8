package my.kilat.booking.domain;

/** The reason of a cancellation, in words. */
final class CancelNote {
    private static final int LONGEST = 500;

    private CancelNote() {}

    /** The first 500 characters; one that takes two code units is kept whole. */
    static String of(String reason) {
        return reason.codePointCount(0, reason.length()) <= LONGEST
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST));
    }
}
