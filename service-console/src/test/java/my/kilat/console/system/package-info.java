/** Tests of the page of the services. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.system;
