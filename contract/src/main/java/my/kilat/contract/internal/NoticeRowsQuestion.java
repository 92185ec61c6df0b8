package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are there?
 *
 * @param channel all when it is missing
 * @param state all when it is missing; without users all but those that wait
 * @param userIds of recipients, at most 20; all when it is empty
 * @param before the {@code next} of the page before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeRowsQuestion(
        @Nullable Channel channel,
        @Nullable DeliveryState state,
        List<UUID> userIds,
        @Nullable String before) {}
