package my.kilat.acceptance.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import my.kilat.acceptance.operation.Cast.Part;
import my.kilat.acceptance.operation.Operation;
import my.kilat.acceptance.operation.Scene;
import my.kilat.acceptance.operation.Scenes;
import my.kilat.acceptance.operation.ValidCall;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may call what, and when: every operation of the contract, by everybody. The owner and the runner are those of the
 * booking (the runner from {@code accepted} on), the shop is that of the pet shop.
 */
class AccessMatrixTest {
    private static final String MATRIX = """
            operation                  | situation       | none  bad | owner other | runner other | shop other | admin
            register                   | anything        | 201   201 | 201   201   | 201    201   | 201  201   | 201
            login                      | anything        | 200   200 | 200   200   | 200    200   | 200  200   | 200
            refresh                    | anything        | 200   200 | 200   200   | 200    200   | 200  200   | 200
            logout                     | leaving         | 401   401 | 200   200   | 200    200   | 200  200   | 200
            getProfile                 | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            updateProfile              | newcomers       | 401   401 | 200   200   | 200    200   | 200  200   | 200
            jwks                       | anything        | 200   200 | 200   200   | 200    200   | 200  200   | 200
            listEndedSessions          | anything        | 200   200 | 200   200   | 200    200   | 200  200   | 200
            createBooking              | anything        | 401   401 | 201   201   | 403    403   | 403  403   | 403
            listBookings               | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            getBooking                 | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            getBooking                 | unpaid          | 401   401 | 200   403   | 200    200   | 403  403   | 200
            getBooking                 | paid            | 401   401 | 200   403   | 200    200   | 403  403   | 200
            getBooking                 | accepted        | 401   401 | 200   403   | 200    403   | 403  403   | 200
            getBooking                 | completed       | 401   401 | 200   403   | 200    403   | 403  403   | 200
            getBooking                 | cancelled       | 401   401 | 200   403   | 200    403   | 403  403   | 200
            listBookingHistory         | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            listBookingHistory         | unpaid          | 401   401 | 200   403   | 403    403   | 403  403   | 200
            listBookingHistory         | paid            | 401   401 | 200   403   | 403    403   | 403  403   | 200
            listBookingHistory         | accepted        | 401   401 | 200   403   | 200    403   | 403  403   | 200
            listBookingHistory         | completed       | 401   401 | 200   403   | 200    403   | 403  403   | 200
            listBookingHistory         | cancelled       | 401   401 | 200   403   | 200    403   | 403  403   | 200
            getHandling                | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            getHandling                | paid            | 401   401 | 200   403   | 403    403   | 403  403   | 200
            getHandling                | accepted        | 401   401 | 200   403   | 200    403   | 403  403   | 200
            getHandling                | in_progress     | 401   401 | 200   403   | 200    403   | 403  403   | 200
            getHandling                | delivered       | 401   401 | 200   403   | 403    403   | 403  403   | 200
            getHandling                | cancelled       | 401   401 | 200   403   | 403    403   | 403  403   | 200
            replaceHandling            | unknown id      | 401   401 | 404   404   | 403    403   | 403  403   | 403
            replaceHandling            | unpaid          | 401   401 | 200   403   | 403    403   | 403  403   | 403
            replaceHandling            | accepted        | 401   401 | 200   403   | 403    403   | 403  403   | 403
            replaceHandling            | in_progress     | 401   401 | 409   403   | 403    403   | 403  403   | 403
            getWelfare                 | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            getWelfare                 | paid            | 401   401 | 404   403   | 403    403   | 403  403   | 404
            getWelfare                 | accepted        | 401   401 | 404   403   | 403    403   | 403  403   | 404
            findVets                   | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            findVets                   | unpaid          | 401   401 | 200   403   | 403    403   | 403  403   | 200
            findVets                   | paid            | 401   401 | 200   403   | 403    403   | 403  403   | 200
            findVets                   | accepted        | 401   401 | 200   403   | 200    403   | 403  403   | 200
            findVets                   | in_progress     | 401   401 | 200   403   | 200    403   | 403  403   | 200
            findVets                   | delivered       | 401   401 | 200   403   | 403    403   | 403  403   | 200
            findVets                   | cancelled       | 401   401 | 200   403   | 403    403   | 403  403   | 200
            listVetClinics             | anything        | 401   401 | 403   403   | 403    403   | 403  403   | 200
            addVetClinic               | anything        | 401   401 | 403   403   | 403    403   | 403  403   | 201
            importVetClinics           | anything        | 401   401 | 403   403   | 403    403   | 403  403   | 200
            replaceVetClinic           | unknown id      | 401   401 | 403   403   | 403    403   | 403  403   | 404
            deleteVetClinic            | unknown id      | 401   401 | 403   403   | 403    403   | 403  403   | 404
            acceptBooking              | unknown id      | 401   401 | 403   403   | 404    404   | 403  403   | 403
            acceptBooking              | unpaid          | 401   401 | 403   403   | 409    409   | 403  403   | 403
            acceptBooking              | paid            | 401   401 | 403   403   | 200    200   | 403  403   | 403
            acceptBooking              | accepted        | 401   401 | 403   403   | 200    409   | 403  403   | 403
            acceptBooking              | delivered       | 401   401 | 403   403   | 422    409   | 403  403   | 403
            acceptBooking              | completed       | 401   401 | 403   403   | 422    409   | 403  403   | 403
            acceptBooking              | cancelled       | 401   401 | 403   403   | 422    409   | 403  403   | 403
            pickUpBooking              | unknown id      | 401   401 | 403   403   | 404    404   | 403  403   | 403
            pickUpBooking              | paid            | 401   401 | 403   403   | 403    403   | 403  403   | 403
            pickUpBooking              | accepted        | 401   401 | 403   403   | 200    403   | 403  403   | 403
            pickUpBooking              | in_progress     | 401   401 | 403   403   | 200    403   | 403  403   | 403
            pickUpBooking              | delivered       | 401   401 | 403   403   | 422    403   | 403  403   | 403
            pickUpBooking              | cancelled       | 401   401 | 403   403   | 422    403   | 403  403   | 403
            deliverBooking             | unknown id      | 401   401 | 403   403   | 404    404   | 403  403   | 403
            deliverBooking             | accepted        | 401   401 | 403   403   | 422    403   | 403  403   | 403
            deliverBooking             | in_progress     | 401   401 | 403   403   | 200    403   | 403  403   | 403
            deliverBooking             | delivered       | 401   401 | 403   403   | 200    403   | 403  403   | 403
            deliverBooking             | completed       | 401   401 | 403   403   | 422    403   | 403  403   | 403
            confirmBooking             | unknown id      | 401   401 | 404   404   | 403    403   | 403  403   | 403
            confirmBooking             | in_progress     | 401   401 | 422   403   | 403    403   | 403  403   | 403
            confirmBooking             | delivered       | 401   401 | 200   403   | 403    403   | 403  403   | 403
            confirmBooking             | completed       | 401   401 | 200   403   | 403    403   | 403  403   | 403
            confirmBooking             | cancelled       | 401   401 | 422   403   | 403    403   | 403  403   | 403
            cancelBooking              | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            cancelBooking              | unpaid          | 401   401 | 200   403   | 403    403   | 403  403   | 200
            cancelBooking              | accepted        | 401   401 | 200   403   | 200    403   | 403  403   | 200
            cancelBooking              | in_progress     | 401   401 | 200   403   | 200    403   | 403  403   | 200
            cancelBooking              | delivered       | 401   401 | 422   403   | 422    403   | 403  403   | 422
            cancelBooking              | completed       | 401   401 | 422   403   | 422    403   | 403  403   | 422
            cancelBooking              | cancelled       | 401   401 | 200   403   | 422    403   | 403  403   | 422
            declineBooking             | unknown id      | 401   401 | 403   403   | 404    404   | 403  403  | 403
            declineBooking             | paid            | 401   401 | 403   403   | 403    403   | 403  403  | 403
            declineBooking             | accepted        | 401   401 | 403   403   | 200    403   | 403  403  | 403
            declineBooking             | in_progress     | 401   401 | 403   403   | 409    403   | 403  403  | 403
            declineBooking             | completed       | 401   401 | 403   403   | 409    403   | 403  403  | 403
            declineBooking             | cancelled       | 401   401 | 403   403   | 409    403   | 403  403  | 403
            assignRunner               | unknown id      | 401   401 | 403   403   | 403    403   | 403  403  | 404
            assignRunner               | unpaid          | 401   401 | 403   403   | 403    403   | 403  403  | 409
            assignRunner               | paid            | 401   401 | 403   403   | 403    403   | 403  403  | 200
            assignRunner               | accepted        | 401   401 | 403   403   | 403    403   | 403  403  | 200
            assignRunner               | in_progress     | 401   401 | 403   403   | 403    403   | 403  403  | 422
            assignRunner               | cancelled       | 401   401 | 403   403   | 403    403   | 403  403  | 422
            reofferBooking             | unknown id      | 401   401 | 403   403   | 403    403   | 403  403  | 404
            reofferBooking             | paid            | 401   401 | 403   403   | 403    403   | 403  403  | 200
            reofferBooking             | accepted        | 401   401 | 403   403   | 403    403   | 403  403  | 200
            reofferBooking             | in_progress     | 401   401 | 403   403   | 403    403   | 403  403  | 422
            reofferBooking             | completed       | 401   401 | 403   403   | 403    403   | 403  403  | 422
            getDispatch                | unknown id      | 401   401 | 404   404   | 404    404   | 404  404  | 404
            getDispatch                | unpaid          | 401   401 | 200   403   | 403    403   | 403  403  | 200
            getDispatch                | paid            | 401   401 | 200   403   | 403    403   | 403  403  | 200
            getDispatch                | accepted        | 401   401 | 200   403   | 403    403   | 403  403  | 200
            getDispatch                | completed       | 401   401 | 200   403   | 403    403   | 403  403  | 200
            listOffers                 | anything        | 401   401 | 403   403   | 200    200   | 403  403  | 403
            acceptOfferedBooking       | unknown id      | 401   401 | 403   403   | 404    404   | 403  403  | 403
            declineOffer               | unknown id      | 401   401 | 403   403   | 404    404   | 403  403  | 403
            openOfferSocket            | anything        | 401   401 | 403   403   | 101    101   | 403  403  | 403
            initiatePayment            | unknown id      | 401   401 | 404   404   | 403    403   | 403  403   | 403
            initiatePayment            | unpaid          | 401   401 | 201   403   | 403    403   | 403  403   | 403
            initiatePayment            | paid            | 401   401 | 200   403   | 403    403   | 403  403   | 403
            initiatePayment            | completed       | 401   401 | 200   403   | 403    403   | 403  403   | 403
            initiatePayment            | cancelled       | 401   401 | 409   403   | 403    403   | 403  403   | 403
            listPayments               | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            getPayment                 | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            getPayment                 | paid            | 401   401 | 200   403   | 403    403   | 403  403   | 200
            getPayment                 | accepted        | 401   401 | 200   403   | 200    403   | 403  403   | 200
            getPaymentOfBooking        | unpaid          | 401   401 | 404   404   | 404    404   | 404  404   | 404
            getPaymentOfBooking        | paid            | 401   401 | 200   403   | 403    403   | 403  403   | 200
            getPaymentOfBooking        | completed       | 401   401 | 200   403   | 200    403   | 403  403   | 200
            refundPayment              | unknown id      | 401   401 | 403   403   | 403    403   | 403  403   | 404
            refundPayment              | paid            | 401   401 | 403   403   | 403    403   | 403  403   | 200
            refundPayment              | completed       | 401   401 | 403   403   | 403    403   | 403  403   | 422
            openCheckout               | unknown id      | 404   404 | 404   404   | 404    404   | 404  404   | 404
            openCheckout               | paid            | 200   200 | 200   200   | 200    200   | 200  200   | 200
            receiveWebhook             | anything        | 404   404 | 404   404   | 404    404   | 404  404   | 404
            createRunner               | anything        | 401   401 | 403   403   | 409    409   | 403  403   | 403
            createRunner               | no profile      | 401   401 | 403   403   | 201    201   | 403  403   | 403
            getMyRunner                | anything        | 401   401 | 403   403   | 200    200   | 403  403   | 403
            getMyRunner                | no profile      | 401   401 | 403   403   | 404    404   | 403  403   | 403
            goOnline                   | anything        | 401   401 | 403   403   | 200    200   | 403  403   | 403
            goOnline                   | no profile      | 401   401 | 403   403   | 404    404   | 403  403   | 403
            goOffline                  | offline         | 401   401 | 403   403   | 200    200   | 403  403   | 403
            goOffline                  | no profile      | 401   401 | 403   403   | 404    404   | 403  403   | 403
            postLocation               | anything        | 401   401 | 403   403   | 200    200   | 403  403   | 403
            postLocation               | offline         | 401   401 | 403   403   | 400    400   | 403  403   | 403
            postLocation               | no profile      | 401   401 | 403   403   | 404    404   | 403  403   | 403
            postLocations              | anything        | 401   401 | 403   403   | 200    200   | 403  403   | 403
            postLocations              | offline         | 401   401 | 403   403   | 400    400   | 403  403   | 403
            postLocations              | no profile      | 401   401 | 403   403   | 404    404   | 403  403   | 403
            addCrate                   | anything        | 401   401 | 403   403   | 201    201   | 403  403   | 403
            addCrate                   | no profile      | 401   401 | 403   403   | 404    404   | 403  403   | 403
            findNearbyRunners          | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            listPetShops               | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            findNearbyPetShops         | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            createPetShop              | anything        | 401   401 | 403   403   | 403    403   | 201  201   | 403
            listMyPetShops             | anything        | 401   401 | 403   403   | 403    403   | 200  200   | 403
            getPetShop                 | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            getPetShop                 | own pet shop    | 401   401 | 200   200   | 200    200   | 200  200   | 200
            updatePetShop              | unknown id      | 401   401 | 403   403   | 403    403   | 404  404   | 403
            updatePetShop              | own pet shop    | 401   401 | 403   403   | 403    403   | 200  403   | 403
            updatePetShop              | seeded pet shop | 401   401 | 403   403   | 403    403   | 403  403   | 403
            deletePetShop              | unknown id      | 401   401 | 403   403   | 403    403   | 404  404   | 403
            deletePetShop              | own pet shop    | 401   401 | 403   403   | 403    403   | 200  403   | 403
            deletePetShop              | seeded pet shop | 401   401 | 403   403   | 403    403   | 403  403   | 403
            getTrack                   | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            getTrack                   | paid            | 401   401 | 404   403   | 403    403   | 403  403   | 404
            getTrack                   | accepted        | 401   401 | 200   403   | 200    403   | 403  403   | 200
            getTrack                   | completed       | 401   401 | 200   403   | 200    403   | 403  403   | 200
            getRoute                   | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            getRoute                   | paid            | 401   401 | 200   403   | 403    403   | 403  403   | 200
            getRoute                   | accepted        | 401   401 | 200   403   | 200    403   | 403  403   | 200
            openTrackingSocket         | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            openTrackingSocket         | unpaid          | 401   401 | 101   403   | 403    403   | 403  403   | 101
            openTrackingSocket         | accepted        | 401   401 | 101   403   | 101    403   | 403  403   | 101
            openTrackingSocket         | completed       | 401   401 | 101   403   | 101    403   | 403  403   | 101
            listNotifications          | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            getPreferences             | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            updatePreferences          | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            registerFcmToken           | anything        | 401   401 | 200   200   | 200    200   | 200  200   | 200
            getNotification            | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            getNotification            | owner's message | 401   401 | 200   404   | 404    404   | 404  404   | 404
            markNotificationRead       | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            markNotificationRead       | owner's message | 401   401 | 200   404   | 404    404   | 404  404   | 404
            markNotificationReadByPost | unknown id      | 401   401 | 404   404   | 404    404   | 404  404   | 404
            markNotificationReadByPost | owner's message | 401   401 | 200   404   | 404    404   | 404  404   | 404
            gatewayHealth              | anything        | 200   200 | 200   200   | 200    200   | 200  200   | 200
            gatewayLive                | anything        | 200   200 | 200   200   | 200    200   | 200  200   | 200
            readiness                  | anything        | 200   200 | 200   200   | 200    200   | 200  200   | 200
            """;

    /** The columns, in their order: without a token, with one that is none, and then everybody. */
    private static final List<Column> COLUMNS = Stream.concat(
                    Stream.of(
                            new Column("nobody", null, null),
                            new Column("somebody with a bad token", null, "none.at.all")),
                    Stream.of(Part.values()).map(part -> new Column(part.name(), part, null)))
            .toList();

    private static Kilat kilat;
    private static Scenes scenes;

    private record Column(
            String name, @Nullable Part part, @Nullable String badToken) {
        @Nullable
        String token(Scene scene) {
            return part == null ? badToken : scene.cast().who(part).accessToken();
        }
    }

    /** A line of the matrix. */
    record Row(String operation, String situation, Map<Column, Integer> expected) {
        static Row parse(String line) {
            List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
            List<Integer> statuses = cells.stream()
                    .skip(2)
                    .flatMap(cell -> Stream.of(cell.split(" +")))
                    .map(Integer::valueOf)
                    .toList();
            Map<Column, Integer> expected = new LinkedHashMap<>();
            for (int i = 0; i < COLUMNS.size(); i++) {
                expected.put(COLUMNS.get(i), statuses.get(i));
            }
            return new Row(cells.get(0), cells.get(1), expected);
        }

        @Override
        public String toString() {
            return operation + ", " + situation;
        }
    }

    static Stream<Row> rows() {
        return MATRIX.lines().skip(1).map(Row::parse);
    }

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
        scenes = new Scenes(kilat);
    }

    @Test
    void theMatrixHasEveryOperationOfTheContract() {
        assertThat(rows().map(Row::operation).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Operation.ALL.stream().map(Operation::id).toList());
    }

    /** Those who may not are all tried on one scene, which stays as it was; each of those who may gets one of their own. */
    @ParameterizedTest
    @MethodSource("rows")
    void everybody(Row row) {
        Operation operation = Operation.of(row.operation());
        SoftAssertions all = new SoftAssertions();
        Scene refusals = scenes.of(row.situation());
        Map<String, String> before = refusals.state();
        row.expected().forEach((column, status) -> {
            if (status >= 400) {
                refused(all, operation, column, refusals, status);
            }
        });
        assertThat(refusals.state()).as("refusals change nothing").isEqualTo(before);
        row.expected().forEach((column, status) -> {
            if (status < 400) {
                Scene scene = operation.changes() ? scenes.of(row.situation()) : refusals;
                Answer answer = ValidCall.of(kilat, operation, scene).send(kilat, column.token(scene));
                all.assertThat(answer.status())
                        .as("%s: %s", column.name(), answer)
                        .isEqualTo(status);
            }
        });
        all.assertAll();
    }

    /** The role may only look, whatever a booking stands at; the matrix has no column for it, because nobody registers with it. */
    @Test
    void anOperatorChangesNothingOfABooking() {
        SoftAssertions all = new SoftAssertions();
        String token = kilat.logIn("operator.test@kilat.my", "TestOperator123!").accessToken();
        Column operator = new Column("operator", null, token);
        for (String situation : List.of("unpaid", "accepted", "delivered")) {
            Scene scene = scenes.of(situation);
            Map<String, String> before = scene.state();
            Operation.ALL.stream()
                    .filter(operation -> operation.service().equals("booking") && operation.changes())
                    .forEach(operation -> refused(all, operation, operator, scene, 403));
            all.assertThat(scene.state()).as(situation).isEqualTo(before);
        }
        all.assertAll();
    }

    /** By the gateway, and by the service should somebody get past the gateway. */
    private static void refused(SoftAssertions all, Operation operation, Column column, Scene scene, int status) {
        ValidCall call = ValidCall.of(kilat, operation, scene);
        for (Answer answer :
                List.of(call.send(kilat, column.token(scene)), call.sendToService(kilat, column.token(scene)))) {
            all.assertThat(answer.status()).as("%s: %s", column.name(), answer).isEqualTo(status);
            all.assertThat(answer.error()).as(column.name()).isNotBlank();
        }
    }
}
