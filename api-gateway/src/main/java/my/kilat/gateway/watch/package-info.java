/** What an operator sees: metrics, the access log, readiness. */
@NullMarked
package my.kilat.gateway.watch;

import org.jspecify.annotations.NullMarked;
