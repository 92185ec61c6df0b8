package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/**
 * An administrator has suspended a runner, or has lifted that. It says how the runner stands and not only what has changed, and is
 * published again once a day, so a reader that has lost one, or begins to read later, learns the same.
 *
 * @param revision grows with each event of this runner, also when the same is published again; a reader ignores what is not higher than the
 *     one that it knows
 * @param suspended whether the runner may take no rides from now on; rides under way go on
 * @param occurredAt when that became so
 */
public record SuspensionChanged(UUID runnerId, long revision, boolean suspended, Instant occurredAt)
        implements SuspensionEvent {}
