/** Expected arrivals, delays and arrivals of runners. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.eta;
