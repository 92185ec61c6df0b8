/** Acts, each with a reason that is kept. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.audit;
