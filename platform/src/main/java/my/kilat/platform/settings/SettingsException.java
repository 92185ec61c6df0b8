package my.kilat.platform.settings;

/** A setting that is missing or wrong. The message names the variable, its value and what is accepted. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
