package my.kilat.stranger;

/** A class of another module. */
public record Stranger(String name) {}
