/** How much a caller may ask for, and who counts as one caller. */
@NullMarked
package my.kilat.gateway.limit;

import org.jspecify.annotations.NullMarked;
