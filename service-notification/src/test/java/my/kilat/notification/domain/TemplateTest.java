package my.kilat.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of notifications. */
class TemplateTest {
    private static final Variables EVERYTHING = Variables.none()
            .and(Variable.BOOKING_NUMBER, "BK-7QK2MX")
            .and(Variable.REASON, "storm")
            .and(Variable.AMOUNT, "RM 22.10")
            .and(Variable.RUNNER_PAYOUT, "RM 18.79")
            .and(Variable.PLATFORM_FEE, "RM 3.31")
            .and(Variable.REFUND_REASON, "booking cancelled: storm")
            .and(Variable.TOTAL_DISTANCE, "5.6")
            .and(Variable.UNTIL, "14:30 on 30 September")
            .and(Variable.DELAY, "125");

    @ParameterizedTest
    @EnumSource
    void everyVariantIsCompleteAndLeavesNoVariableBehind(Template template) {
        for (String text : new String[] {
            template.title(),
            template.text(EVERYTHING),
            template.shortText(EVERYTHING),
            template.subject(EVERYTHING),
            template.html(EVERYTHING, "Aisyah")
        }) {
            assertThat(text).isNotBlank().doesNotContain("{").doesNotContain("}");
        }
        assertThat(template.text(EVERYTHING)).contains("BK-7QK2MX");
        assertThat(template.html(EVERYTHING, "Aisyah")).contains("BK-7QK2MX", "Hello Aisyah,", template.title());
        assertThat(template.shortText(EVERYTHING)).matches("\\p{ASCII}{1,160}");
        assertThat(template.subject(EVERYTHING)).doesNotContain("\n").hasSizeLessThan(80);
    }

    /** Who reads only the title knows what happened. */
    @Test
    void aDelayOnTheWayIsNotTitledLikeAPickupThatIsOverdue() {
        assertThat(Template.values())
                .filteredOn(template -> template.title().contains("Runner"))
                .extracting(Template::title)
                .doesNotHaveDuplicates();
    }

    @Test
    void valuesAreEscapedInHtmlAndNowhereElse() {
        Variables nasty = Variables.none()
                .and(Variable.BOOKING_NUMBER, "BK-1")
                .and(Variable.REASON, "<script>alert('x')</script> & \"so\" {BookingNumber}");
        String html = Template.BOOKING_CANCELLED.html(nasty, "<b>Eve</b>");
        assertThat(html)
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;so&quot; {BookingNumber}")
                .contains("Hello &lt;b&gt;Eve&lt;/b&gt;,")
                .doesNotContain("<script>");
        assertThat(Template.BOOKING_CANCELLED.text(nasty))
                .isEqualTo("Booking BK-1 was cancelled."
                        + " Reason: <script>alert('x')</script> & \"so\" {BookingNumber}.");
    }

    @Test
    void aLongReasonStillFitsIntoOneSms() {
        Variables longReason =
                Variables.none().and(Variable.BOOKING_NUMBER, "BK-1").and(Variable.REASON, "x".repeat(400));
        assertThat(Template.BOOKING_CANCELLED.shortText(longReason))
                .hasSize(160)
                .endsWith("...");
    }

    private static String smsOf(String reason) {
        return Template.BOOKING_CANCELLED.shortText(
                Variables.none().and(Variable.BOOKING_NUMBER, "BK-1").and(Variable.REASON, reason));
    }

    /** Whatever stands where it has to be cut. */
    @ParameterizedTest
    @ValueSource(strings = {"🐶", "👩‍👩‍👧‍👦", "🇲🇾", "👍🏽", "e\u0301", "ก็", "1️⃣"})
    void anSmsIsCutBetweenCharactersAsPeopleSeeThem(String character) {
        for (int before = 0; before < 20; before++) {
            String reason = "x".repeat(before) + character.repeat(120);
            String sms = smsOf(reason);
            assertThat(Sms.segments(sms)).isLessThanOrEqualTo(2);
            assertThat(sms).endsWith("...");
            String kept = sms.substring(sms.indexOf("Reason: ") + 8, sms.length() - 3);
            assertThat(kept.substring(Math.min(before, kept.length())).replace(character, ""))
                    .as(kept)
                    .isEmpty();
            assertThat(new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(kept);
        }
    }

    @Test
    void partsOfAnSmsAreCountedByItsAlphabet() {
        assertThat(Sms.segments("x".repeat(160))).isEqualTo(1);
        assertThat(Sms.segments("x".repeat(161))).isEqualTo(2);
        assertThat(Sms.segments("x".repeat(306))).isEqualTo(2);
        assertThat(Sms.segments("x".repeat(307))).isEqualTo(3);
        assertThat(Sms.segments("€".repeat(80))).as("two places each").isEqualTo(1);
        assertThat(Sms.segments("€".repeat(81))).isEqualTo(2);
        assertThat(Sms.segments("ä".repeat(160))).isEqualTo(1);
        assertThat(Sms.segments("中".repeat(70))).isEqualTo(1);
        assertThat(Sms.segments("中".repeat(71))).isEqualTo(2);
        assertThat(Sms.segments("中".repeat(134))).isEqualTo(2);
        assertThat(Sms.segments("中".repeat(135))).isEqualTo(3);
        assertThat(Sms.segments("🐶".repeat(35))).isEqualTo(1);
        assertThat(Sms.segments("🐶".repeat(36))).isEqualTo(2);
        assertThat(Sms.segments("x".repeat(150) + "ж")).as("one is enough").isEqualTo(3);
    }

    @Test
    void whatFitsIntoOneSmsStaysWholeAndQuotesOfPhonesCostNothing() {
        assertThat(smsOf("“it’s late” – sorry…"))
                .isEqualTo("Kilat: booking BK-1 was cancelled. Reason: \"it's late\" - sorry....");
        assertThat(Sms.segments(smsOf("“it’s late”" + "x".repeat(90)))).isEqualTo(1);
        assertThat(smsOf("猫が逃げました")).contains("猫が逃げました");
        assertThat(smsOf("€".repeat(200))).satisfies(sms -> {
            assertThat(Sms.segments(sms)).isEqualTo(1);
            assertThat(sms.length() + sms.chars().filter(c -> c == '€').count()).isBetween(159L, 160L);
        });
    }

    /** What people write cannot turn or hide the words around it, in any text. */
    @Test
    void nothingThatPeopleWriteControlsHowTheRestIsShown() {
        String nasty = "\u202eevil\u202c \u2066x\u2069\u200f\u061c \ud83d \ufeff\u0085\u2028a\u0007b\u009fc";
        Variables variables =
                Variables.none().and(Variable.BOOKING_NUMBER, nasty).and(Variable.REASON, nasty);
        Recipient recipient = new Recipient(UUID.randomUUID(), Set.of(), List.of(), null, null, nasty, null);
        assertThat(recipient.name()).isEqualTo("evil x a b c");
        for (String text : List.of(
                Template.BOOKING_CANCELLED.text(variables),
                Template.BOOKING_CANCELLED.shortText(variables),
                Template.BOOKING_CANCELLED.subject(variables),
                Template.BOOKING_CANCELLED.html(variables, recipient.name()).replace("\n", ""),
                Variables.of(Map.of("reason", nasty)).inText(Variable.REASON))) {
            assertThat(text)
                    .contains("evil x a b c")
                    .doesNotContainPattern(
                            "[\\p{Cc}\\u200e\\u200f\\u061c\\u202a-\\u202e" + "\\u2028\\u2029\\u2066-\\u2069\\ufeff]");
            assertThat(text.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
        }
    }

    @Test
    void whatJoinsAnEmojiOrAScriptStays() {
        String family = "👩‍👩‍👧‍👦";
        String persian = "می‌خواهم";
        Variables variables = Variables.none().and(Variable.REASON, family + " " + persian);
        assertThat(variables.inText(Variable.REASON)).isEqualTo(family + " " + persian);
        Variables endless = Variables.none().and(Variable.REASON, family.repeat(200));
        assertThat(endless.inText(Variable.REASON).replace(family, "")).isEqualTo("…");
    }

    @Test
    void valuesBecomeOneLineOfLimitedLength() {
        Variables variables = Variables.none()
                .and(Variable.REASON, "  one\r\nBcc: everybody@example.com\u0000\ttwo  ")
                .and(Variable.REFUND_REASON, "🐶".repeat(900))
                .and(Variable.AMOUNT, "   ");
        assertThat(variables.inText(Variable.REASON)).isEqualTo("one Bcc: everybody@example.com two");
        assertThat(variables.inText(Variable.REFUND_REASON))
                .satisfies(text ->
                        assertThat(text.codePointCount(0, text.length())).isEqualTo(500))
                .endsWith("🐶…");
        assertThat(variables.metadata()).doesNotContainKey("amount_formatted");
    }

    @Test
    void metadataHoldsEverythingThatTheTextsNeed() {
        assertThat(EVERYTHING.metadata())
                .isEqualTo(Map.of(
                        "booking_number", "BK-7QK2MX",
                        "reason", "storm",
                        "amount_formatted", "RM 22.10",
                        "runner_payout_formatted", "RM 18.79",
                        "platform_fee_formatted", "RM 3.31",
                        "refund_reason", "booking cancelled: storm",
                        "total_distance", "5.6",
                        "until", "14:30 on 30 September",
                        "delay_minutes", "125"));
        assertThat(Variables.of(EVERYTHING.metadata())).isEqualTo(EVERYTHING);
        assertThat(Variables.of(Map.of("booking_number", 7, "else", "x"))).isEqualTo(Variables.none());
    }
}
