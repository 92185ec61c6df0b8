package my.kilat.contract.internal;

import java.util.UUID;
import my.kilat.contract.notification.Channel;

/** An administrator turns a channel of somebody on or off. */
public record RecipientChannelCommand(UUID userId, Channel channel, boolean enabled) {}
