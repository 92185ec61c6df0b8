package my.kilat.contract.http;

/**
 * The data of an action without any other result.
 *
 * @param message what was done
 */
public record Message(String message) {}
