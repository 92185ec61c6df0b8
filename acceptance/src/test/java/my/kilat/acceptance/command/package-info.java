/** The {@code kilat} command as a person has it: {@code up}, {@code down}, and what is said when a part dies. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.command;
