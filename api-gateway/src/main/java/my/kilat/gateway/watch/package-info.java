/** Metrics, the access log, readiness. */
@NullMarked
package my.kilat.gateway.watch;

import org.jspecify.annotations.NullMarked;
