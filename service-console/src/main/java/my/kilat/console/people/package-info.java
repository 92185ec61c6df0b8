/** Administrators and operators: the list, invitations, and what is done to an account. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.people;
