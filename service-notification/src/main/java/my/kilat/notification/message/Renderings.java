package my.kilat.notification.message;

import java.util.Arrays;
import java.util.List;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.delivery.Channels;
import my.kilat.notification.domain.Content;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variable;
import my.kilat.notification.domain.Variables;

/** What messages say by each channel. */
final class Renderings {
    private static final String SOMEBODY = "Aisyah Rahman";

    private final Channels channels;

    Renderings(Channels channels) {
        this.channels = channels;
    }

    /** What a message says by one channel. */
    record Rendering(Channel channel, String title, String text, String html) {}

    /** A template with example values. */
    record Example(String name, String eventType, String title, String text, List<Rendering> renderings) {}

    List<Rendering> of(Template template, Variables variables, String name) {
        return channels.all()
                .map(channel -> {
                    Content content = channel.content(template, variables, name);
                    return new Rendering(channel.id(), content.title(), content.text(), content.html());
                })
                .toList();
    }

    /** All templates. */
    List<Example> examples() {
        Variables values = values();
        return Arrays.stream(Template.values())
                .map(template -> new Example(
                        template.name(),
                        template.event().wireName(),
                        template.title(),
                        template.text(values),
                        of(template, values, SOMEBODY)))
                .toList();
    }

    private static Variables values() {
        Variables values = Variables.none();
        for (Variable variable : Variable.values()) {
            values = values.and(variable, example(variable));
        }
        return values;
    }

    private static String example(Variable variable) {
        return switch (variable) {
            case BOOKING_NUMBER, BOOKING -> "BK-7QK2MX";
            case REASON -> "the card was declined";
            case AMOUNT -> "RM 22.10";
            case RUNNER_PAYOUT -> "RM 18.79";
            case PLATFORM_FEE -> "RM 3.31";
            case REFUND_REASON -> "booking cancelled";
            case TOTAL_DISTANCE -> "8.4";
            case UNTIL -> "14:30 on 12 February";
            case DELAY -> "15";
            case STANDING -> "10";
        };
    }
}
