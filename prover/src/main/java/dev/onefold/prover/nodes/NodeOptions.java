package dev.onefold.prover.nodes;

import dev.onefold.prover.database.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What every process is started with.
 *
 * @param name what it is called in messages and in the names of its logs
 * @param jar the executable jar
 * @param database its database
 * @param logDirectory where each node's output goes, one file a node
 * @param arguments what else is on its command line
 * @param jvm what else its virtual machine is told
 */
public record NodeOptions(
        String name, Path jar, Database database, Path logDirectory, List<String> arguments, List<String> jvm) {

    /** Copies the lists. */
    public NodeOptions {
        arguments = List.copyOf(arguments);
        jvm = List.copyOf(jvm);
    }

    /** With nothing else for the virtual machine. */
    public NodeOptions(String name, Path jar, Database database, Path logDirectory, List<String> arguments) {
        this(name, jar, database, logDirectory, arguments, List.of());
    }

    /** The shop. */
    public static NodeOptions shop(Path jar, Database database, Path logDirectory) {
        return new NodeOptions("shop", jar, database, logDirectory, List.of());
    }

    /** The same in another mode of the shop. */
    public NodeOptions in(ShopMode mode) {
        return with("--shop.mode=" + mode);
    }

    /** The same with one more argument. */
    public NodeOptions with(String argument) {
        List<String> more = new ArrayList<>(arguments);
        more.add(argument);
        return new NodeOptions(name, jar, database, logDirectory, more, jvm);
    }

    /**
     * The same for processes that are killed and started again within minutes: in such a life the optimising compiler takes
     * more time than it saves.
     */
    public NodeOptions shortLived() {
        return new NodeOptions(name, jar, database, logDirectory, arguments, List.of("-XX:TieredStopAtLevel=1"));
    }

    /**
     * The same, but for operations that ignore the keys of their requests: each copy of one is executed.
     *
     * @param operations by name, such as {@code POST /api/orders}
     */
    public NodeOptions unprotected(String... operations) {
        NodeOptions options = this;
        for (String operation : operations) {
            options = options.with("--onefold.operations.[" + operation + "].presence=ignored");
        }
        return options;
    }
}
