package my.kilat.contract.http;

/**
 * The data of an action that has nothing else to show.
 *
 * @param message what was done
 */
public record Message(String message) {}
