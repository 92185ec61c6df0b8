/**
 * PostgreSQL, ZooKeeper and Kafka as child processes of this machine: for {@code ./kilat up}, and throwaway ones for
 * tests.
 */
@org.jspecify.annotations.NullMarked
package my.kilat.local;
