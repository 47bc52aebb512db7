package dev.onefold.check.subject;

import dev.onefold.check.wire.Origin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;

/** Whom requests may be sent to: this machine, and hosts that somebody named. */
public final class Hosts {

    private Hosts() {}

    /**
     * Refuses an origin on another machine that is not named.
     *
     * @param origin where requests would go
     * @param allowed names as they are written in URLs, in any case
     * @throws UnusableException if it is another machine, or cannot be found
     */
    public static void require(Origin origin, Collection<String> allowed) {
        boolean named = allowed.stream().anyMatch(name -> name.equalsIgnoreCase(origin.host()));
        if (!named && !isLoopback(origin.host())) {
            throw new UnusableException(origin.host()
                    + " is not this machine. Duplicates and races are sent there only if it is named: --allow-host "
                    + origin.host());
        }
    }

    /** Whether all its addresses are of this machine's loopback interface. */
    public static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new UnusableException("there is no host " + host);
        }
    }
}
