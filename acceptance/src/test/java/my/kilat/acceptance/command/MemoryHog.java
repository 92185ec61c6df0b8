package my.kilat.acceptance.command;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Uses up the memory of another JVM, as one bad request might: an agent that is loaded into it. */
public final class MemoryHog {
    private static final int STEP = 1 << 20;

    private MemoryHog() {}

    /** Goes into a JVM; that runs out of memory soon after. */
    static void enter(ProcessHandle jvm) throws Exception {
        Path jar = Files.createTempFile("kilat-memory-hog-", ".jar");
        try {
            write(jar);
            VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
            machine.loadAgent(jar.toString());
            machine.detach();
        } finally {
            Files.delete(jar);
        }
    }

    /** What the other JVM calls. */
    public static void agentmain(String arguments) {
        Thread.ofPlatform().name("memory-hog").start(() -> {
            var everything = new ArrayList<byte[]>();
            while (true) {
                everything.add(new byte[STEP]);
            }
        });
    }

    private static void write(Path jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), MemoryHog.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = MemoryHog.class.getResourceAsStream("MemoryHog.class")) {
            if (code == null) {
                throw new IOException("the agent is not on the class path");
            }
            out.putNextEntry(new JarEntry(MemoryHog.class.getName().replace('.', '/') + ".class"));
            code.transferTo(out);
            out.closeEntry();
        }
    }
}
