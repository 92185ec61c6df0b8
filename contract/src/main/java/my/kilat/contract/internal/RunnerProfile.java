package my.kilat.contract.internal;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.runner.Crate;
import my.kilat.contract.runner.SessionStatus;

/**
 * A runner as far as offers are concerned.
 *
 * @param rating 0 to 5, 0 until rated
 * @param airConditioned whether the vehicle is
 */
public record RunnerProfile(
        UUID userId, SessionStatus sessionStatus, double rating, List<Crate> crateSpecs, boolean airConditioned) {}
