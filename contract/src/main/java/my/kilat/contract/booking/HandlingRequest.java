package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/**
 * What a runner has to know to handle a pet, as its owner sends it.
 *
 * @param bites when it bites or scratches, 500 characters at most
 * @param medication what it has to be given, and when, 500 characters at most
 * @param hides where it hides, or how it escapes, 500 characters at most
 * @param vetPhone the number of its vet, 30 characters at most
 */
public record HandlingRequest(
        @Nullable String bites,
        @Nullable String medication,
        @Nullable String hides,
        @Nullable String vetPhone) {}
