package my.kilat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that runs PostgreSQL: the current one, or {@code postgres} if we are root, because PostgreSQL refuses to run as
 * root.
 */
final class PostgresUser {
    private static final String NAME = "postgres";

    private final boolean root = "root".equals(System.getProperty("user.name"));

    /** The command as this user runs it. */
    List<String> run(List<String> command) {
        if (!root) {
            return command;
        }
        var line = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            // Replaces itself by the command, which keeps the process id.
            line.addAll(List.of("/usr/bin/setpriv", "--reuid=" + NAME, "--regid=" + NAME, "--init-groups", "--"));
        } else {
            line.addAll(List.of("runuser", "-u", NAME, "--"));
        }
        line.addAll(command);
        return line;
    }

    /** Creates a directory that only this user can access. */
    void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            if (root) {
                Files.setOwner(directory, principal(directory));
            }
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a file that only this user can access. */
    void makeFile(Path file, String content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, content);
            if (root) {
                Files.setOwner(file, principal(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this user can access this directory, which depends on every directory above it. */
    boolean canReach(Path directory) {
        if (!root) {
            return Files.isExecutable(directory);
        }
        try {
            return new ProcessBuilder(run(List.of("test", "-x", directory.toString())))
                            .directory(Path.of("/").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static UserPrincipal principal(Path path) throws IOException {
        try {
            return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NAME);
        } catch (UserPrincipalNotFoundException e) {
            throw new LocalServerException(
                    "PostgreSQL does not run as root, and there is no user postgres on this machine to run it. "
                            + "Make one with: useradd --system postgres",
                    e);
        }
    }
}
