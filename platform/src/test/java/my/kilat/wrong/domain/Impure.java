package my.kilat.wrong.domain;

import java.nio.file.Path;

/** A value of a domain that knows files. */
public record Impure(Path path) {}
