package my.kilat.platform.event;

import org.apache.kafka.common.Uuid;

/**
 * The state of a topic at the broker.
 *
 * @param id changes when a topic is deleted and created again under the same name
 * @param partitions how many it has
 */
record TopicView(Uuid id, int partitions) {}
