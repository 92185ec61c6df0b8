/** How the platform is at this moment. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.now;
