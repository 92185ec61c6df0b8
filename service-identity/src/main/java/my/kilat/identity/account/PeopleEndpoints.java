package my.kilat.identity.account;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.contract.internal.PeopleQuestion;
import my.kilat.contract.internal.PeopleSearchQuestion;
import my.kilat.identity.domain.Account;
import my.kilat.identity.store.Accounts;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Who people are, for the operations console, which decides who may look at them. */
public final class PeopleEndpoints implements Endpoints {
    private final Database database;

    public PeopleEndpoints(Database database) {
        this.database = database;
    }

    private record Person(UUID id, String name, String email, String phone, Role role) {
        static Person of(Account account) {
            return new Person(account.id(), account.fullName(), account.email(), account.phone(), account.role());
        }
    }

    private record People(List<Person> people) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("listPeople", this::list).on("searchPeople", this::search);
    }

    private Reply list(Call call) {
        return reply(Accounts.named(database, call.body(PeopleQuestion.class).userIds()));
    }

    private Reply search(Call call) {
        String text = call.body(PeopleSearchQuestion.class).text().strip();
        return reply(Accounts.reachedBy(database, text.toLowerCase(Locale.ROOT), text.replaceAll("[ ()-]", "")));
    }

    private static Reply reply(List<Account> found) {
        return Reply.ok(new People(found.stream().map(Person::of).toList()));
    }
}
