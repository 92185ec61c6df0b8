package my.kilat.platform.event;

import my.kilat.platform.database.Database;
import my.kilat.platform.host.Host;

/**
 * The parts that all consumers of a service share.
 *
 * @param service the name of the service, for its logs
 * @param deadLetters takes what cannot be applied
 */
record ConsumerContext(
        String service,
        Database database,
        Brokers brokers,
        TopicKeeper topics,
        DeadLetterPublisher deadLetters,
        Host host) {}
