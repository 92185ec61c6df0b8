/** Rate limits: the allowances, and the counters of each caller. */
@NullMarked
package my.kilat.gateway.limit;

import org.jspecify.annotations.NullMarked;
