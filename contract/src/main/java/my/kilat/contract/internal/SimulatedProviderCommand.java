package my.kilat.contract.internal;

import my.kilat.contract.notification.Channel;

/**
 * On a development platform, the simulated provider of a channel goes away or comes back.
 *
 * @param away whether it does not answer from now on
 */
public record SimulatedProviderCommand(Channel channel, boolean away) {}
