/** Sessions, links and the audit log in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.store;
