/** The tables of the simulated provider. */
@NullMarked
package my.kilat.payment.provider.store;

import org.jspecify.annotations.NullMarked;
