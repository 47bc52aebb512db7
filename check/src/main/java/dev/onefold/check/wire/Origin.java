package dev.onefold.check.wire;

import java.net.URI;
import java.util.Locale;

/**
 * Where requests go.
 *
 * @param tls whether the connection is encrypted
 * @param host name or address, without the brackets of IPv6
 * @param port from 1 to 65535
 */
public record Origin(boolean tls, String host, int port) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int HIGHEST_PORT = 65_535;

    /** Refuses what cannot be connected to. */
    public Origin {
        if (host.isEmpty() || port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("not a host and a port: " + host + ":" + port);
        }
    }

    /**
     * The origin of an absolute {@code http} or {@code https} URL; its path and query do not matter.
     *
     * @throws IllegalArgumentException if it has no such scheme or no host
     */
    public static Origin of(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = url.getHost();
        if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("not an http:// or https:// URL with a host: " + url);
        }
        boolean tls = scheme.equals("https");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? HTTPS : HTTP;
        return new Origin(tls, host.replaceAll("^\\[|]$", ""), port);
    }

    /** What goes into {@code Host} and {@code :authority}: the port only if it is not the scheme's own. */
    public String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (tls ? HTTPS : HTTP) ? name : name + ":" + port;
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return tls ? "https" : "http";
    }

    @Override
    public String toString() {
        return scheme() + "://" + authority();
    }
}
