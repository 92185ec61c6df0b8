/** What the simulated provider remembers. */
@NullMarked
package my.kilat.payment.provider.store;

import org.jspecify.annotations.NullMarked;
