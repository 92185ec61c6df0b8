package my.kilat.contract.runner;

/**
 * How many positions broke a rule.
 *
 * @param count 1 or more
 */
public record RefusedLocations(LocationRefusal reason, int count) {}
