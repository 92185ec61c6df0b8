/** How far it is from one place to another by road, and how long that takes. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.routing;
