package my.kilat.bench.growth;

import my.kilat.bench.load.Load;

/**
 * A request that is measured under load.
 *
 * @param subject what it is
 * @param unit sends it once
 */
record Operation(Subject subject, Load.Unit unit) {}
