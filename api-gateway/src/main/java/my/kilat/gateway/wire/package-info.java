/** HTTP/1.1 as bytes: heads, framing and targets, parsed strictly and written in exactly one way. */
@NullMarked
package my.kilat.gateway.wire;

import org.jspecify.annotations.NullMarked;
