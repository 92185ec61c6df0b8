/** Which path leads to which part of the platform, and on what terms. */
@NullMarked
package my.kilat.gateway.route;

import org.jspecify.annotations.NullMarked;
