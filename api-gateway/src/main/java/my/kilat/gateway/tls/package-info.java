/** The certificate that HTTPS callers are shown. */
@NullMarked
package my.kilat.gateway.tls;

import org.jspecify.annotations.NullMarked;
