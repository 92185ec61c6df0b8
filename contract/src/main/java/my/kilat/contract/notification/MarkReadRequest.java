package my.kilat.contract.notification;

import org.jspecify.annotations.Nullable;

/** When a notification was read, by the client's clock. The platform uses its own clock instead. */
public record MarkReadRequest(@Nullable String readAt) {}
