package my.kilat.contract.notification;

import org.jspecify.annotations.Nullable;

/** When it was read, by the client's clock. The platform's own clock is what counts. */
public record MarkReadRequest(@Nullable String readAt) {}
