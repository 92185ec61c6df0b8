/** Runners, their vehicles and crates. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.runner;
