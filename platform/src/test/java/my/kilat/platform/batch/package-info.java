@org.jspecify.annotations.NullMarked
package my.kilat.platform.batch;
