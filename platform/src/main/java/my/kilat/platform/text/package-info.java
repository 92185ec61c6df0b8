/** Text typed by people, normalised to the form in which it is stored. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.text;
