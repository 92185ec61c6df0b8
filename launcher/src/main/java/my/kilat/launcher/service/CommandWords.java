package my.kilat.launcher.service;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words as a shell does: at blanks, unless they are in single or double quotes or after a
 * backslash. Nothing is expanded.
 */
final class CommandWords {
    private static final char NONE = 0;

    private CommandWords() {}

    /**
     * Splits a text.
     *
     * @throws IllegalArgumentException if a quote is not closed, or nothing follows a backslash
     */
    static List<String> of(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean begun = false;
        char quote = NONE;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && quote != '\'') {
                if (++i == text.length()) {
                    throw new IllegalArgumentException("nothing follows its last backslash");
                }
                word.append(text.charAt(i));
                begun = true;
            } else if (quote == NONE && (next == '"' || next == '\'')) {
                quote = next;
                // Two quotes with nothing between them are an empty word.
                begun = true;
            } else if (next == quote) {
                quote = NONE;
            } else if (quote == NONE && Character.isWhitespace(next)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(next);
                begun = true;
            }
        }
        if (quote != NONE) {
            throw new IllegalArgumentException("a quote (" + quote + ") is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
