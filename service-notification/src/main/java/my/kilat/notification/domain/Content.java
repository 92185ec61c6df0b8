package my.kilat.notification.domain;

/**
 * The content of a message.
 *
 * @param title title of a push message, subject of a mail; not used for SMS
 * @param text plain text for people
 * @param html the text as a page; empty except for mail
 */
public record Content(String title, String text, String html) {
    /** Plain text only. */
    public static Content plain(String title, String text) {
        return new Content(title, text, "");
    }
}
