# The acceptance flows that are run against the platform in one JVM, against the containers.

check_flows() {
  ensure_up
  check "each way a ride can go, as the apps see it and the events tell it" flows
  check "thirty rides: every booking is final and the ledger is zero" demo --bookings 30
}

# "package", as ./kilat test packages too: with "test" a module would depend on the classes of another and not on its jar, and Maven
# would compile all of them again.
flows() {
  cd "$home"
  JAVA_HOME=$jdk ./mvnw --batch-mode --projects acceptance --also-make package \
    -Dtest=ReferenceFlowsTest -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.skip=true \
    -Dkilat.gateway.port=8080 -Dkilat.brokers=localhost:9092
}
