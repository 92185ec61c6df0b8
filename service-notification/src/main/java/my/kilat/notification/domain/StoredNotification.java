package my.kilat.notification.domain;

import java.util.UUID;

/** A notification that is in its recipient's inbox. */
public record StoredNotification(UUID notificationId, UUID recipient) {}
