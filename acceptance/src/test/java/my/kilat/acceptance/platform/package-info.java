/** A whole platform for tests, and people who use it. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.platform;
