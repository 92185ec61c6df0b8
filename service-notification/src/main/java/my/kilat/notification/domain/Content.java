package my.kilat.notification.domain;

/**
 * What a message says.
 *
 * @param title title of a push message, subject of a mail; an SMS shows none
 * @param text for people, plain
 * @param html the same as a page; empty except for mail
 */
public record Content(String title, String text, String html) {
    /** Plain text alone. */
    public static Content plain(String title, String text) {
        return new Content(title, text, "");
    }
}
