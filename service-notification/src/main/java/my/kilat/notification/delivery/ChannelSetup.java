package my.kilat.notification.delivery;

import my.kilat.platform.service.ServiceContext;

/** A channel whose settings have been read, before the service opens anything. */
@FunctionalInterface
public interface ChannelSetup {
    /** Creates the channel. */
    DeliveryChannel open(ServiceContext context);
}
