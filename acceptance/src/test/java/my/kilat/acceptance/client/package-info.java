/** The calls of the client apps, as each of them makes them. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.client;
