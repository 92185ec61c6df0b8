package my.kilat.notification.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with variables, parsed once; values are not searched for variables. */
final class Text {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final List<Part> parts;

    private sealed interface Part {
        record Words(String words) implements Part {}

        record Place(Variable variable) implements Part {}
    }

    private Text(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Parses a text.
     *
     * @throws IllegalArgumentException if it names an unknown variable
     */
    static Text of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            parts.add(new Part.Words(text.substring(from, place.start())));
            String name = place.group(1);
            parts.add(new Part.Place(Variable.named(name)
                    .orElseThrow(() -> new IllegalArgumentException("no variable {" + name + "}"))));
            from = place.end();
        }
        parts.add(new Part.Words(text.substring(from)));
        return new Text(List.copyOf(parts));
    }

    /** The text with these values unescaped. */
    String with(Variables variables) {
        return with(variables, UnaryOperator.identity());
    }

    /** The text with each value escaped for its target format. */
    String with(Variables variables, UnaryOperator<String> escape) {
        StringBuilder text = new StringBuilder(160);
        for (Part part : parts) {
            text.append(
                    switch (part) {
                        case Part.Words(String words) -> words;
                        case Part.Place(Variable variable) -> escape.apply(variables.inText(variable));
                    });
        }
        return text.toString();
    }
}
