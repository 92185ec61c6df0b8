/** The events on the topics, their envelope, and their consumer groups. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.event;
