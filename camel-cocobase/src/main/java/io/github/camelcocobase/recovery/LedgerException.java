package io.github.camelcocobase.recovery;

/** A ledger cannot be opened, read or written. */
public class LedgerException extends RuntimeException {

    /**
     * @param message what is wrong, and what can be done about it
     */
    public LedgerException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, and what can be done about it
     * @param cause the exception behind it
     */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
