package my.kilat.acceptance.operation;

import java.util.EnumMap;
import java.util.Map;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;

/** The people of a scene, by what they are to its booking and its pet shop. */
public record Cast(Map<Part, Person> people) {
    /** What somebody is. */
    public enum Part {
        OWNER,
        OTHER_OWNER,
        RUNNER,
        OTHER_RUNNER,
        SHOP,
        OTHER_SHOP,
        ADMIN
    }

    /** New people, and the administrator. The runners have profiles and are online. */
    public static Cast of(Kilat kilat) {
        return new Cast(new EnumMap<>(Map.of(
                Part.OWNER, kilat.owner(),
                Part.OTHER_OWNER, kilat.owner(),
                Part.RUNNER, kilat.runner(),
                Part.OTHER_RUNNER, kilat.runner(),
                Part.SHOP, kilat.shop(),
                Part.OTHER_SHOP, kilat.shop(),
                Part.ADMIN, kilat.admin())));
    }

    /** The same people, with somebody else as either runner. */
    public Cast withRunner(Person runner) {
        return with(Part.RUNNER, runner).with(Part.OTHER_RUNNER, runner);
    }

    /** The same people, but for one. */
    public Cast with(Part part, Person person) {
        Map<Part, Person> others = new EnumMap<>(people);
        others.put(part, person);
        return new Cast(others);
    }

    public Person who(Part part) {
        return people.get(part);
    }

    public Person owner() {
        return who(Part.OWNER);
    }

    public Person runner() {
        return who(Part.RUNNER);
    }

    public Person otherRunner() {
        return who(Part.OTHER_RUNNER);
    }

    public Person shop() {
        return who(Part.SHOP);
    }

    public Person admin() {
        return who(Part.ADMIN);
    }
}
