/** Distance and duration by road. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.routing;
