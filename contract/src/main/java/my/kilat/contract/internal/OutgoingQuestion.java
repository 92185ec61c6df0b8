package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import my.kilat.contract.notification.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What were the simulated providers handed, the latest first?
 *
 * @param channel all when it is missing
 * @param address a phone number, a mail address or the token of a device; all when it is missing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutgoingQuestion(
        @Nullable Channel channel, @Nullable String address) {}
