package my.kilat.notification.domain;

/**
 * The encoding and segmentation of SMS. A message whose characters are all in the alphabet of GSM 03.38 uses 7 bits each: 160
 * fit, 153 in each part of a longer one, and a few count twice. Any other character makes the whole message use 16 bits each:
 * 70 fit, 67 in each part; an emoji takes two and more.
 */
public final class Sms {
    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOP"
                    + "QRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** Count as two. */
    private static final String EXTENDED = "^{}\\[~]|€\f";

    /** Typographic characters that phones insert, and their replacement in the alphabet; a narrow blank becomes a blank. */
    private static final String TYPED = "‘’‚‛“”„‟′″‐‑‒–—―−\u00a0\u2002\u2003\u2009\u200a\u202f";

    private static final String WRITTEN = "''''\"\"\"\"'\"------- " + "     ";

    private static final String CUT = "...";

    private Sms() {}

    /**
     * The text as it is sent: whole if it fits into one message or, with characters of 16 bits, into two, so that text in
     * other scripts is not cut to a few words; otherwise cut at a grapheme boundary, with three dots at its end.
     */
    static String fit(String text) {
        String plain = simplified(text);
        int most = isNarrow(plain) ? 1 : 2;
        if (segments(plain) <= most) {
            return plain;
        }
        return PlainText.cut(plain, beginning -> segments(beginning + CUT) <= most)
                        .stripTrailing()
                + CUT;
    }

    /** How many messages the network counts and charges. */
    public static int segments(String text) {
        if (isNarrow(text)) {
            long twice = text.chars().filter(c -> EXTENDED.indexOf(c) >= 0).count();
            return segments(text.length() + (int) twice, 160, 153);
        }
        return segments(text.length(), 70, 67);
    }

    private static int segments(int length, int alone, int part) {
        return length <= alone ? 1 : (length + part - 1) / part;
    }

    private static String simplified(String text) {
        StringBuilder simple = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int typed = TYPED.indexOf(text.charAt(i));
            if (text.charAt(i) == '…') {
                simple.append(CUT);
            } else {
                simple.append(typed < 0 ? text.charAt(i) : WRITTEN.charAt(typed));
            }
        }
        return simple.toString();
    }

    private static boolean isNarrow(String text) {
        return text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0);
    }
}
