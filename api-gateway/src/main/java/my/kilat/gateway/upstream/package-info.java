/** The parts behind the gateway: where their instances are, which one to ask, and which to leave alone for a while. */
@NullMarked
package my.kilat.gateway.upstream;

import org.jspecify.annotations.NullMarked;
