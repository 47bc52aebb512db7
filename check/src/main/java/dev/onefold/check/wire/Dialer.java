package dev.onefold.check.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections.
 *
 * @param origin where to
 * @param limits what may be waited for
 * @param tls whom to trust; null for the certificates this Java trusts
 */
record Dialer(Origin origin, Limits limits, @Nullable SSLContext tls) {

    /**
     * Connects, and agrees on the protocol where TLS lets it.
     *
     * @param alpn the protocol to ask for over TLS
     * @param required whether the server must agree to it
     */
    Line open(String alpn, boolean required) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(origin.host(), origin.port()), limits.connectMillis());
            return origin.tls() ? encrypted(plain, alpn, required) : new Line(plain, plain);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private Line encrypted(Socket plain, String alpn, boolean required) throws IOException {
        SSLSocket socket =
                (SSLSocket) context().getSocketFactory().createSocket(plain, origin.host(), origin.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {alpn});
        if (tls == null) {
            // whoever brings certificates of his own decides whom he trusts
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(limits.connectMillis());
        try {
            socket.startHandshake();
        } catch (IOException e) {
            if (required && String.valueOf(e.getMessage()).contains("no_application_protocol")) {
                throw new NotSpokenException("the server does not speak " + alpn);
            }
            throw e;
        }
        socket.setSoTimeout(0);
        if (required && !alpn.equals(socket.getApplicationProtocol())) {
            throw new NotSpokenException("the server does not speak " + alpn);
        }
        return new Line(plain, socket);
    }

    private SSLContext context() {
        try {
            return tls == null ? SSLContext.getDefault() : tls;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
