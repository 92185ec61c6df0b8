/** The gateway from outside, and what may depend on what inside it. */
@NullMarked
package my.kilat.gateway;

import org.jspecify.annotations.NullMarked;
