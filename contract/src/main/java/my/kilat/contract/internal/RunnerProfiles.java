package my.kilat.contract.internal;

import java.util.List;

/**
 * Runners as they are now.
 *
 * @param items those of the runners asked for that have a profile, in any order
 */
public record RunnerProfiles(List<RunnerProfile> items) {}
