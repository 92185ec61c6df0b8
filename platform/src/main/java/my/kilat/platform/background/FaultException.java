package my.kilat.platform.background;

/** Carries a {@link Fault} that is already classified. */
public final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public FaultException(Fault fault) {
        super(fault.words());
        this.fault = fault;
    }

    public FaultException(Fault fault, Throwable cause) {
        super(fault.words(), cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
