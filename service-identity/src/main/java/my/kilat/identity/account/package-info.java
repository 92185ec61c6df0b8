/** Accounts: creation, profiles, and announcements to the other services. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.account;
