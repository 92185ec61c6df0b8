package my.kilat.contract.internal;

import java.util.UUID;
import my.kilat.contract.notification.Channel;

/** An administrator has a message sent again by a channel. */
public record NoticeResendCommand(UUID noticeId, Channel channel) {}
