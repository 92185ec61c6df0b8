/**
 * The ways to reach people beyond the inbox: one class each, which says where its messages go, what they say and which provider
 * transmits them.
 */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.channel;
