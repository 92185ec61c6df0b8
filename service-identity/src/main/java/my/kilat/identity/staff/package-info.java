/** Administrators and operators: who they are, how somebody becomes one, and how one is disabled. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.staff;
