/** Network addresses, and lists of networks. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.net;
