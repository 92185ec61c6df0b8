package my.kilat.local;

/**
 * A database for tests.
 *
 * @param jdbcUrl its JDBC URL, without user and password
 * @param host of its server
 * @param port the server's port
 * @param name its name
 * @param user who may do everything in it
 * @param password that user's password
 */
public record TestDatabase(String jdbcUrl, String host, int port, String name, String user, String password) {}
