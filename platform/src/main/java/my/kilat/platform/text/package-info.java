/** Text that people type, in the one spelling in which it is stored. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.text;
