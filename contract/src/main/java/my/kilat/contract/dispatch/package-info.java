/** Offers of rides to runners, and how a runner was looked for. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.dispatch;
