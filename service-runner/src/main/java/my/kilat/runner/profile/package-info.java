/** Runner profiles and crates. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner.profile;
