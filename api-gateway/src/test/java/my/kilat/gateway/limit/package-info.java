@NullMarked
package my.kilat.gateway.limit;

import org.jspecify.annotations.NullMarked;
