package my.kilat.console.upstream;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.PeopleQuestion;
import my.kilat.contract.internal.PeopleSearchQuestion;

/** Who people are, as identity knows them. */
public final class People {
    private final Services services;

    public People(Services services) {
        this.services = services;
    }

    /** Somebody with an account. */
    public record Person(UUID id, String name, String email, String phone, String role) {}

    private record Found(List<Person> people) {}

    /** Those of these people that there are, by id. */
    public Map<UUID, Person> named(Collection<UUID> ids) {
        List<UUID> distinct = ids.stream().distinct().limit(PeopleQuestion.MOST).toList();
        Map<UUID, Person> byId = new LinkedHashMap<>();
        if (!distinct.isEmpty()) {
            ask("/internal/v1/people/named", new PeopleQuestion(distinct))
                    .forEach(person -> byId.put(person.id(), person));
        }
        return byId;
    }

    /** Those who have this mail address or phone number. */
    public List<Person> reachedBy(String text) {
        return ask("/internal/v1/people/search", new PeopleSearchQuestion(text));
    }

    private List<Person> ask(String path, Object question) {
        return services.ask(Component.IDENTITY, path, question, Found.class).people();
    }
}
