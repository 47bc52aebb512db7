package dev.onefold.check.wire;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;

/** A server nobody here wrote, which speaks HTTP/1.1 and HTTP/2 on one port. */
public final class TomcatServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final boolean tls;

    /**
     * Starts it.
     *
     * @param directory for its files
     * @param servlet answers everything
     * @param keys key store of its certificate, with the password {@code changeit}; null for plain HTTP
     */
    public TomcatServer(Path directory, HttpServlet servlet, @Nullable Path keys) throws LifecycleException {
        tls = keys != null;
        tomcat.setBaseDir(directory.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        Http2Protocol http2 = new Http2Protocol();
        http2.setMaxConcurrentStreams(128);
        http2.setMaxConcurrentStreamExecution(128);
        connector.addUpgradeProtocol(http2);
        if (keys != null) {
            connector.setSecure(true);
            connector.setScheme("https");
            connector.setProperty("SSLEnabled", "true");
            connector.addSslHostConfig(certificate(keys));
        }
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "servlet", servlet).addMapping("/*");
        tomcat.start();
    }

    private static SSLHostConfig certificate(Path keys) {
        SSLHostConfig config = new SSLHostConfig();
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(keys.toString());
        certificate.setCertificateKeystorePassword("changeit");
        certificate.setCertificateKeystoreType("PKCS12");
        config.addCertificate(certificate);
        return config;
    }

    /** Where it listens. */
    public Origin origin() {
        return new Origin(tls, "localhost", tomcat.getConnector().getLocalPort());
    }

    @Override
    public void close() throws IOException {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
    }
}
