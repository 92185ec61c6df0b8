package my.kilat.contract.runner;

import java.util.List;

/**
 * Positions that a phone could not send when they were taken.
 *
 * @param locations 1 to 500 of them, each with its own time, in any order
 */
public record LocationsRequest(List<BufferedLocationRequest> locations) {}
