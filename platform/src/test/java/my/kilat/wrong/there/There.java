package my.kilat.wrong.there;

import my.kilat.wrong.here.Here;
import org.jspecify.annotations.Nullable;

/** The other half of the circle. */
public record There(@Nullable Here here) {}
