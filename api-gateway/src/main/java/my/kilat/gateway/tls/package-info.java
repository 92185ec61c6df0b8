/** The certificate for HTTPS. */
@NullMarked
package my.kilat.gateway.tls;

import org.jspecify.annotations.NullMarked;
