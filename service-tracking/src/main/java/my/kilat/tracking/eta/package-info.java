/** When runners are expected, whether that slips, and where they have arrived. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.eta;
