package my.kilat.booking.vet;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import my.kilat.booking.domain.Clinic;
import my.kilat.booking.store.VetClinics;
import my.kilat.contract.vet.AddVetClinicRequest;
import my.kilat.contract.vet.ImportVetClinicsRequest;
import my.kilat.contract.vet.ReplaceVetClinicRequest;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.page.Slice;

/** The directory of veterinary clinics over HTTP, for administrators. */
public final class ClinicEndpoints implements Endpoints {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final Database database;
    private final InstantSource clock;

    public ClinicEndpoints(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listVetClinics", this::list)
                .inTransaction("addVetClinic", this::add)
                .inTransaction("importVetClinics", this::put)
                .inTransaction("replaceVetClinic", this::replace)
                .inTransaction("deleteVetClinic", this::delete);
    }

    private Reply list(Call call) {
        PageRequest page = call.page(PAGE, LARGEST_PAGE);
        Slice<Clinic> clinics = VetClinics.page(database, page);
        return Reply.page(clinics.rows().stream().map(VetView::full).toList(), page, clinics.total());
    }

    private Reply add(Call call, Tx tx) {
        Clinic clinic = form(call).added(call.body(AddVetClinicRequest.class));
        ClinicDirectory.add(tx, clinic);
        return Reply.created(VetView.full(clinic));
    }

    private Reply put(Call call, Tx tx) {
        return Reply.ok(ClinicDirectory.put(tx, form(call).imported(call.body(ImportVetClinicsRequest.class))));
    }

    private Reply replace(Call call, Tx tx) {
        Clinic clinic = form(call).replaced(call.id("id"), call.body(ReplaceVetClinicRequest.class));
        return Reply.ok(VetView.full(ClinicDirectory.replace(tx, clinic)));
    }

    private Reply delete(Call call, Tx tx) {
        ClinicDirectory.delete(tx, call.id("id"));
        return Reply.message("vet clinic deleted");
    }

    private ClinicForm form(Call call) {
        return new ClinicForm(call.caller().userId(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }
}
