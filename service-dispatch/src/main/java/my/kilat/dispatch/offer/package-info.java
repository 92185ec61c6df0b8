/** Offers: who gets one, and what comes of it. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.offer;
