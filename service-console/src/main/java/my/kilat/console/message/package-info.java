/** Messages: lists, one of them, templates, what simulated providers were handed, and what is done about them. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.message;
