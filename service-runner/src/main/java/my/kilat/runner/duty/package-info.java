/** Who is online, who is on which ride, and whose positions are taken therefore. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner.duty;
