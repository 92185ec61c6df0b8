/** Who may call what. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.access;
