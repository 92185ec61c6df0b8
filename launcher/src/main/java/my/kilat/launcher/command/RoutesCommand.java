package my.kilat.launcher.command;

import my.kilat.gateway.route.ContractRoutes;
import picocli.CommandLine.Command;

/** {@code kilat routes}. */
@Command(
        name = "routes",
        description = {
            "Print the route table of the gateway, as it follows from the contract.",
            "A running gateway prints its own on its management port, under /routes."
        })
public final class RoutesCommand implements Runnable {
    @Override
    public void run() {
        Context.ofProcess().screen().line(ContractRoutes.ofContract().text().stripTrailing());
    }
}
