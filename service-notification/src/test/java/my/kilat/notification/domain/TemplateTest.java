package my.kilat.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words of notifications. */
class TemplateTest {
    private static final Variables EVERYTHING = Variables.none()
            .and(Variable.BOOKING_NUMBER, "BK-7QK2MX")
            .and(Variable.REASON, "storm")
            .and(Variable.AMOUNT, "RM 22.10")
            .and(Variable.RUNNER_PAYOUT, "RM 18.79")
            .and(Variable.PLATFORM_FEE, "RM 3.31")
            .and(Variable.REFUND_REASON, "booking cancelled: storm")
            .and(Variable.TOTAL_DISTANCE, "5.6");

    @ParameterizedTest
    @EnumSource
    void everyVariantIsCompleteAndLeavesNoVariableBehind(Template template) {
        for (String text : new String[] {
            template.title(),
            template.push(EVERYTHING),
            template.sms(EVERYTHING),
            template.emailSubject(EVERYTHING),
            template.emailHtml(EVERYTHING, "Aisyah")
        }) {
            assertThat(text).isNotBlank().doesNotContain("{").doesNotContain("}");
        }
        assertThat(template.push(EVERYTHING)).contains("BK-7QK2MX");
        assertThat(template.emailHtml(EVERYTHING, "Aisyah")).contains("BK-7QK2MX", "Hello Aisyah,", template.title());
        assertThat(template.sms(EVERYTHING)).matches("\\p{ASCII}{1,160}");
        assertThat(template.emailSubject(EVERYTHING)).doesNotContain("\n").hasSizeLessThan(80);
    }

    @Test
    void valuesAreEscapedInHtmlAndNowhereElse() {
        Variables nasty = Variables.none()
                .and(Variable.BOOKING_NUMBER, "BK-1")
                .and(Variable.REASON, "<script>alert('x')</script> & \"so\" {BookingNumber}");
        String html = Template.BOOKING_CANCELLED.emailHtml(nasty, "<b>Eve</b>");
        assertThat(html)
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;so&quot; {BookingNumber}")
                .contains("Hello &lt;b&gt;Eve&lt;/b&gt;,")
                .doesNotContain("<script>");
        assertThat(Template.BOOKING_CANCELLED.push(nasty))
                .isEqualTo("Booking BK-1 was cancelled."
                        + " Reason: <script>alert('x')</script> & \"so\" {BookingNumber}.");
    }

    @Test
    void aLongReasonStillFitsIntoOneSms() {
        Variables longReason =
                Variables.none().and(Variable.BOOKING_NUMBER, "BK-1").and(Variable.REASON, "x".repeat(400));
        assertThat(Template.BOOKING_CANCELLED.sms(longReason)).hasSize(160).endsWith("...");
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
                        "total_distance", "5.6"));
        assertThat(Variables.of(EVERYTHING.metadata())).isEqualTo(EVERYTHING);
        assertThat(Variables.of(Map.of("booking_number", 7, "else", "x"))).isEqualTo(Variables.none());
    }
}
