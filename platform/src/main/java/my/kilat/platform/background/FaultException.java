package my.kilat.platform.background;

/** A fault that is understood already, on its way to whoever reports it. */
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

    /** The fault. */
    public Fault fault() {
        return fault;
    }
}
