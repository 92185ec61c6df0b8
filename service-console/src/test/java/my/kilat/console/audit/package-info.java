/** Tests of acts. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.audit;
