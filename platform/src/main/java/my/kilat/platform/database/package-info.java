/** The database of a service: connections, migrations, transactions. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.database;
