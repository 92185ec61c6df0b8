package my.kilat.notification.domain;

/**
 * What a notification says.
 *
 * @param title in the inbox and of push messages
 * @param text in the inbox, of push messages and of the plain part of mails
 * @param shortText for what is charged by its length
 * @param subject for channels that have one
 * @param paragraphs of HTML
 */
record Words(String title, Text text, Text shortText, Text subject, Text paragraphs) {

    /**
     * Parses the texts.
     *
     * @throws IllegalArgumentException if one of them names an unknown variable
     */
    static Words of(String title, String text, String shortText, String subject, String paragraphs) {
        return new Words(title, Text.of(text), Text.of(shortText), Text.of(subject), Text.of(paragraphs));
    }
}
