package my.kilat.contract;

import static java.util.stream.Collectors.toCollection;
import static my.kilat.contract.Document.ASYNCAPI;
import static my.kilat.contract.Document.CONSOLE;
import static my.kilat.contract.Document.INTERNAL;
import static my.kilat.contract.Document.JSON;
import static my.kilat.contract.Document.OPENAPI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EventType;
import my.kilat.contract.health.GatewayHealth;
import my.kilat.contract.http.Failure;
import my.kilat.contract.identity.AuthResult;
import my.kilat.contract.identity.LoginRequest;
import my.kilat.contract.identity.RefreshRequest;
import my.kilat.contract.identity.RegisterRequest;
import my.kilat.contract.identity.Role;
import my.kilat.contract.identity.User;
import my.kilat.contract.internal.InvitationAcceptance;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.FcmTokenRequest;
import my.kilat.contract.notification.Preferences;
import my.kilat.contract.tracking.LocationFrame;
import my.kilat.contract.tracking.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records and enumerations say what the files say: the same fields, the same ones required, the same words. */
class RecordsTest {

    /** Records that are no schema of their own: they stand inside another, or are an array. */
    private static final Set<Class<?>> INSIDE =
            Set.of(RegisterRequest.FirstPet.class, GatewayHealth.State.class, Route.Point.class);

    private static final UUID ID = UUID.fromString("0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11");
    private static final Instant NOW = Instant.parse("2026-02-12T10:00:00Z");

    private static final List<Class<?>> ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("my.kilat.contract").stream()
                    .<Class<?>>map(JavaClass::reflect)
                    .toList();

    static Stream<Class<?>> records() {
        return ALL.stream()
                .filter(Class::isRecord)
                .filter(type -> type.getTypeParameters().length == 0)
                .filter(type -> !INSIDE.contains(type));
    }

    static Stream<Class<?>> enums() {
        return ALL.stream().filter(type -> type.isEnum() && Word.class.isAssignableFrom(type));
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecordHasTheFieldsOfItsSchema(Class<?> type) {
        Document document = documentOf(type);
        JsonNode schema = document.schema(schemaName(type));
        assertThat(fields(type).keySet()).isEqualTo(document.properties(schema).keySet());
    }

    /** What a schema requires, a record has; what may be missing, a record may lack, and so may what older events lack. */
    @ParameterizedTest
    @MethodSource("records")
    void aRecordMayLackWhatItsSchemaLetsGo(Class<?> type) {
        Document document = documentOf(type);
        JsonNode schema = document.schema(schemaName(type));
        TreeSet<String> nullable = new TreeSet<>();
        fields(type).forEach((name, component) -> {
            if (value(component).isAnnotationPresent(Nullable.class)) {
                nullable.add(name);
            }
        });
        TreeSet<String> optional = new TreeSet<>(document.properties(schema).keySet());
        optional.removeAll(document.required(schema));
        document.properties(schema).forEach((name, property) -> {
            // an absent flag reads as false, which is what it means
            if (property.has("x-may-lack") && fields(type).get(name).getType() != boolean.class) {
                optional.add(name);
            }
        });
        assertThat(nullable).isEqualTo(optional);
    }

    @ParameterizedTest
    @MethodSource("enums")
    void anEnumHasTheWordsOfItsSchema(Class<?> type) {
        TreeSet<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Word) constant).word())
                .collect(toCollection(TreeSet::new));
        List<Document> documents = Stream.of(OPENAPI, ASYNCAPI, INTERNAL, CONSOLE)
                .filter(d ->
                        !d.at("/components/schemas/" + type.getSimpleName()).isMissingNode())
                .toList();
        assertThat(documents).isNotEmpty().allSatisfy(document -> {
            TreeSet<String> allowed = new TreeSet<>();
            document.schema(type.getSimpleName()).path("enum").forEach(word -> allowed.add(word.textValue()));
            assertThat(words).isEqualTo(allowed);
        });
    }

    @ParameterizedTest
    @MethodSource("enums")
    void anEnumIsWrittenAndReadAsItsWord(Class<?> type) throws Exception {
        for (Object constant : type.getEnumConstants()) {
            assertThat(JSON.writeValueAsString(constant)).isEqualTo('"' + ((Word) constant).word() + '"');
            assertThat((Object) JSON.readValue('"' + ((Word) constant).word() + '"', type))
                    .isSameAs(constant);
        }
    }

    @Test
    void everyObjectOfAnAnswerOrARequestHasItsRecord() {
        Set<String> records = records().map(RecordsTest::schemaName).collect(toCollection(TreeSet::new));
        OPENAPI.root().at("/components/schemas").properties().forEach(schema -> {
            boolean isGeneric = schema.getKey().matches(".*(Envelope|Page|Items|Fields)");
            if (schema.getValue().has("properties") && !isGeneric) {
                assertThat(records).contains(schema.getKey());
            }
        });
    }

    @Test
    void
            thereAreNineteenEventsOfRidesOneOfAccountsThreeOfOffersOneOfNoticesFiveOfTripsOneOfSuspensionsAndEachHasItsType() {
        List<Class<?>> payloads = ALL.stream()
                .filter(type -> type.isRecord() && DomainEvent.class.isAssignableFrom(type))
                .toList();
        assertThat(payloads).hasSize(30);
        assertThat(Arrays.stream(EventType.values()).map(EventType::payload))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(payloads.stream()
                        .<Class<? extends DomainEvent>>map(RecordsTest::event)
                        .toList());
    }

    /** Records end up in logs; passwords and tokens must not. */
    @Test
    void secretsAreNotSpelledOut() {
        assertThat(List.of(
                        new LoginRequest("a@example.com", "hush"),
                        new RegisterRequest("a@example.com", "hush", "A", null, Role.OWNER, null, null),
                        new RefreshRequest("hush"),
                        new AuthResult(
                                "hush", "hush", new User(ID, "a@example.com", "", "A", Role.OWNER, true, null, NOW)),
                        new FcmTokenRequest("hush"),
                        new InvitationAcceptance("hush", "hush"),
                        new Preferences(ID, ID, Map.of(), "hush", null, null, null, null, NOW, NOW)))
                .allSatisfy(secretive -> assertThat(secretive.toString()).doesNotContain("hush"));
        assertThat(records()
                        .filter(type -> fields(type).keySet().stream().anyMatch(f -> f.matches(".*(password|token).*")))
                        .map(Class::getSimpleName))
                .containsExactlyInAnyOrder(
                        "LoginRequest",
                        "RegisterRequest",
                        "RefreshRequest",
                        "AuthResult",
                        "FcmTokenRequest",
                        "InvitationAcceptance",
                        "Preferences");
    }

    private static Class<? extends DomainEvent> event(Class<?> type) {
        return type.asSubclass(DomainEvent.class);
    }

    static Document documentOf(Class<?> type) {
        String name = type.getPackageName();
        return name.endsWith(".event") ? ASYNCAPI : name.endsWith(".internal") ? INTERNAL : OPENAPI;
    }

    static String schemaName(Class<?> type) {
        if (type == LocationFrame.Data.class) {
            return "LocationData";
        }
        return type == Failure.class ? "Error" : type.getSimpleName().replaceFirst("Resource$", "");
    }

    /** The components of a record by their name on the wire. */
    static Map<String, RecordComponent> fields(Class<?> type) {
        Map<String, RecordComponent> fields = new java.util.TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                fields.putAll(fields(component.getType()));
            } else if (isFlags(component)) {
                Channel.flags(Set.of()).keySet().forEach(flag -> fields.put(flag, component));
            } else if (named != null) {
                fields.put(named.value(), component);
            } else {
                fields.put(SnakeCaseStrategy.INSTANCE.translate(component.getName()), component);
            }
        }
        return fields;
    }

    /** One field for each channel. */
    private static boolean isFlags(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonAnyGetter.class);
    }

    /** The type of the value of a field. */
    private static AnnotatedType value(RecordComponent component) {
        return isFlags(component)
                ? ((AnnotatedParameterizedType) component.getAnnotatedType()).getAnnotatedActualTypeArguments()[1]
                : component.getAnnotatedType();
    }

    /** The same record without anything it may lack. */
    static Object sparse(Object full) {
        try {
            RecordComponent[] components = full.getClass().getRecordComponents();
            List<@Nullable Object> values = new ArrayList<>();
            for (RecordComponent component : components) {
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                values.add(nullable ? null : component.getAccessor().invoke(full));
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return full.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
