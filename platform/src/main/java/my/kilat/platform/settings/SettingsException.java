package my.kilat.platform.settings;

/** A setting that is missing or wrong. The message names the variable, what it holds and what would be right. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
