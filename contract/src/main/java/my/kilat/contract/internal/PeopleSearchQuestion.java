package my.kilat.contract.internal;

/**
 * Who has this mail address or phone number?
 *
 * @param text all of it, 3 to 255 characters
 */
public record PeopleSearchQuestion(String text) {}
