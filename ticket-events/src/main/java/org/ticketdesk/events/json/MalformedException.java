package org.ticketdesk.events.json;

/** Something that is no action, or no other record of the contract. The message says where, what was found and expected. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String path;

    MalformedException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
    }

    /**
     * Where it is.
     *
     * @return the path, such as {@code action.priority} or {@code facts[1].to}; empty for the whole
     */
    public String path() {
        return path;
    }
}
