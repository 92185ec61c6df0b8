package my.kilat.platform.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Times on the wire. Output: UTC, whole seconds, {@code Z}, because two of the clients refuse fractions and offsets. Input:
 * RFC 3339 with any offset and fraction, and also a local time without zone, which is taken as Kuala Lumpur time. For people: {@link #inWords}.
 */
public final class Times {
    /** The time zone of the business: days, quiet hours, input without a zone. */
    public static final ZoneId KUALA_LUMPUR = ZoneId.of("Asia/Kuala_Lumpur");

    private static final DateTimeFormatter IN_WORDS =
            DateTimeFormatter.ofPattern("HH:mm 'on' d MMMM", Locale.ENGLISH).withZone(KUALA_LUMPUR);

    private static final Pattern OURS = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");

    private static final int END_OF_SECOND = 19;
    private static final int DIGITS_OF_NANOS = 9;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59Z");

    private Times() {}

    /** {@code 2026-02-12T10:00:00Z}. */
    public static String format(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** {@code 2026-02-12T10:00:00.250Z}, to the microsecond, with the fraction omitted if it is zero. */
    public static String formatWithFraction(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MICROS));
    }

    /** When the day of Kuala Lumpur began that a time is in. */
    public static Instant startOfDay(Instant time) {
        return LocalDate.ofInstant(time, KUALA_LUMPUR)
                .atStartOfDay(KUALA_LUMPUR)
                .toInstant();
    }

    /** {@code 18:30 on 12 February}, in the time of Kuala Lumpur, for sentences that people read. */
    public static String inWords(Instant time) {
        return IN_WORDS.format(time);
    }

    /**
     * Parses a time in one of the accepted forms.
     *
     * @throws IllegalArgumentException if it is none of them, or outside the years 1900 to 2999; the message may be shown
     *     to the caller
     */
    public static Instant parse(String text) {
        try {
            Instant time = OURS.matcher(text).matches() ? parseOurs(text) : parseAny(text.strip());
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new IllegalArgumentException("is outside the years 1900 to 2999");
            }
            return time;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is not a time such as 2026-02-12T10:00:00Z", e);
        }
    }

    private static Instant parseAny(String text) {
        TemporalAccessor parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime withOffset
                ? withOffset.toInstant()
                : LocalDateTime.from(parsed).atZone(KUALA_LUMPUR).toInstant();
    }

    /**
     * Parses the format in which times are written. It is written by hand because a formatter takes ten times as long, and
     * every event has several times.
     */
    private static Instant parseOurs(String text) {
        return LocalDateTime.of(
                        digits(text, 0, 4),
                        digits(text, 5, 7),
                        digits(text, 8, 10),
                        digits(text, 11, 13),
                        digits(text, 14, 16),
                        digits(text, 17, END_OF_SECOND),
                        nanos(text))
                .toInstant(ZoneOffset.UTC);
    }

    private static int nanos(String text) {
        int end = text.length() - 1;
        if (end == END_OF_SECOND) {
            return 0;
        }
        int nanos = digits(text, END_OF_SECOND + 1, end);
        for (int missing = DIGITS_OF_NANOS - (end - END_OF_SECOND - 1); missing > 0; missing--) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
