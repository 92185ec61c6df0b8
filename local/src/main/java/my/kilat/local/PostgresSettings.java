package my.kilat.local;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a private cluster is set up: for a small machine that it shares with everything else. */
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
        // When many commit at once, each lets the others join its write to the disk for a moment.
        settings.put("commit_delay", "1000");
        settings.put("commit_siblings", "4");
        // Short queries only: compiling them or spreading them over processes costs more than it gives.
        settings.put("jit", "off");
        settings.put("max_parallel_workers_per_gather", "0");
        // Also of a cluster that was made under another locale: we read its messages.
        settings.put("lc_messages", "C");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_line_prefix", "%m [%p] %d ");
        settings.put("log_checkpoints", "off");
        if (version >= FIRST_WITH_SYNCFS && System.getProperty("os.name").startsWith("Linux")) {
            // After a crash the whole directory is written to the disk: with one call instead of one for each file.
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
