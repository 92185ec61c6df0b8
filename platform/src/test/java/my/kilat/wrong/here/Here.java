package my.kilat.wrong.here;

import my.kilat.stranger.Stranger;
import my.kilat.wrong.there.There;

/** One half of a circle; knows another module besides. */
public record Here(There there, Stranger stranger) {}
