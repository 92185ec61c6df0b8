package my.kilat.notification.domain;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Cleans text of users and other systems, for use in a message or a mail header, or to be stored: one line, without invisible
 * characters that change how the rest is displayed.
 */
public final class PlainText {
    private static final int OBJECT_REPLACEMENT = 0xfffc;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private PlainText() {}

    /**
     * The text on one line, without characters that control the direction of writing, unpaired surrogates, and surrounding
     * blanks. Joiners within an emoji or a script are kept.
     */
    public static String clean(String text) {
        if (text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isBlank(c)) {
                if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
                    clean.append(' ');
                }
            } else if (!isDropped(c)) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString().strip();
    }

    /** The longest prefix of a text that fits, cut at a grapheme boundary. */
    static String cut(String text, Predicate<String> fits) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        String beginning = "";
        for (int at = characters.next(); at != BreakIterator.DONE; at = characters.next()) {
            String longer = text.substring(0, at);
            if (!fits.test(longer)) {
                break;
            }
            beginning = longer;
        }
        return beginning;
    }

    /** Control characters, and all separators of words, lines or paragraphs. */
    private static boolean isBlank(int c) {
        return Character.isISOControl(c) || Character.isSpaceChar(c);
    }

    private static boolean isDropped(int c) {
        return isDirection(c)
                || c == BYTE_ORDER_MARK
                || c == OBJECT_REPLACEMENT
                || Character.getType(c) == Character.SURROGATE
                || (c & 0xfffe) == 0xfffe;
    }

    /** The characters with the property Bidi_Control. */
    private static boolean isDirection(int c) {
        return c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
