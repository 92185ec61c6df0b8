package my.kilat.local;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a private cluster on a small, shared machine. */
final class PostgresSettings {
    private static final int FIRST_WITH_SYNCFS = 14;

    private PostgresSettings() {}

    static Map<String, String> of(int version, int port, String socketDirectory, boolean throwaway) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("listen_addresses", LocalPostgres.HOST);
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", socketDirectory);
        settings.put("max_connections", "300");
        settings.put("shared_buffers", throwaway ? "64MB" : "192MB");
        settings.put("effective_cache_size", "1GB");
        settings.put("random_page_cost", "1.1");
        settings.put("max_wal_size", "2GB");
        settings.put("checkpoint_timeout", "15min");
        // Under many concurrent commits, each waits a moment so that others join its flush.
        settings.put("commit_delay", "1000");
        settings.put("commit_siblings", "4");
        // All queries are short: JIT compilation and parallel workers cost more than they gain.
        settings.put("jit", "off");
        settings.put("max_parallel_workers_per_gather", "0");
        // Also for a cluster that was created with another locale, because we parse its messages.
        settings.put("lc_messages", "C");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_line_prefix", "%m [%p] %d ");
        settings.put("log_checkpoints", "off");
        if (version >= FIRST_WITH_SYNCFS && System.getProperty("os.name").startsWith("Linux")) {
            // Crash recovery flushes the whole directory: with one call instead of one per file.
            settings.put("recovery_init_sync_method", "syncfs");
        }
        if (throwaway) {
            settings.put("fsync", "off");
            settings.put("full_page_writes", "off");
            settings.put("wal_level", "minimal");
            settings.put("max_wal_senders", "0");
        }
        return settings;
    }
}
