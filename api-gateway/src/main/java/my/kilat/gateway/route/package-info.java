/** The route table, and the terms of each route. */
@NullMarked
package my.kilat.gateway.route;

import org.jspecify.annotations.NullMarked;
