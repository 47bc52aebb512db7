package dev.onefold.client;

/** Another request under the name of an intent that is stored: something else that is wanted needs a name of its own. */
public final class IntentChangedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** For the intent of that name. */
    public IntentChangedException(String id) {
        super("Intent " + id
                + " was made with another request. What is wanted now is another intent, under another name");
    }
}
