package my.kilat.contract.runner;

import java.util.List;

/**
 * What became of the positions of one request.
 *
 * @param accepted how many were taken
 * @param rejected how many were left out
 * @param reasons why they were left out, each reason once, in the order of the rules; their counts add up to {@code rejected}
 */
public record LocationsResult(int accepted, int rejected, List<RefusedLocations> reasons) {}
