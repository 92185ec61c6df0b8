package my.kilat.platform.event;

import my.kilat.platform.host.Host;
import my.kilat.platform.service.NotesService;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;

/** A process of its own with a consumer in it, which dies when it applies the event {@value #DEADLY}. */
final class DeadlyService {
    static final String DEADLY = "deadly";
    static final int STATUS = 77;

    private DeadlyService() {}

    public static void main(String[] arguments) {
        Environment environment = Environment.ofProcess();
        Host host = Host.create(environment);
        NotesService notes = new NotesService((_, assembly) ->
                Recorder.consume(assembly, Long.toString(ProcessHandle.current().pid()), event -> {
                    if (event.bookingNumber().equals(DEADLY)) {
                        Runtime.getRuntime().halt(STATUS);
                    }
                    return false;
                }));
        Service service = Service.of(notes, environment, host);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            host.close();
        }));
        service.start();
    }
}
