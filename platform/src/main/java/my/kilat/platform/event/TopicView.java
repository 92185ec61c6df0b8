package my.kilat.platform.event;

import org.apache.kafka.common.Uuid;

/**
 * A topic as the broker has it now.
 *
 * @param id by which a topic that was made anew under the same name is told from the one before
 * @param partitions how many it has
 */
record TopicView(Uuid id, int partitions) {}
