package dev.onefold.check.toys;

import java.util.concurrent.ConcurrentHashMap;

/** PUT and DELETE without keys; each can be made wrong. */
public class Items extends ToyServer {

    private final ConcurrentHashMap<String, Long> items = new ConcurrentHashMap<>();
    private final boolean putAdds;
    private final int deletedAgain;

    /**
     * Starts it.
     *
     * @param putAdds whether a PUT adds and does not set
     * @param deletedAgain the status of the second DELETE
     */
    public Items(boolean putAdds, int deletedAgain) {
        this.putAdds = putAdds;
        this.deletedAgain = deletedAgain;
    }

    @Override
    Reply answer(Received request) {
        long units = items.getOrDefault(request.path(), 0L);
        return switch (request.method()) {
            case "PUT" -> {
                items.put(request.path(), putAdds ? units + 1 : 1);
                yield Reply.of(200, "{}");
            }
            case "DELETE" -> {
                boolean there = items.remove(request.path()) != null;
                yield there ? Reply.of(204, "") : Reply.problem(deletedAgain, "gone");
            }
            default -> Reply.of(200, "{\"units\":" + units + "}");
        };
    }
}
