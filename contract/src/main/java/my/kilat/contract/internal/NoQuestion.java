package my.kilat.contract.internal;

/** Nothing has to be said to ask for this. */
public record NoQuestion() {}
