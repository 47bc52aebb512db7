package dev.onefold.shop;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * With {@code shop.exit-when-stdin-closes=true}, ends the process when its standard input does: a parent that dies, however
 * it dies, leaves no shop behind. The watch begins before the context does, so a shop that hangs while starting ends too.
 */
final class ExitWhenStdinCloses implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    static final String PROPERTY = "shop.exit-when-stdin-closes";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (event.getEnvironment().getProperty(PROPERTY, boolean.class, false)) {
            Thread watch = new Thread(() -> exitAtEndOf(System.in), "exit-when-stdin-closes");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private static void exitAtEndOf(InputStream input) {
        try {
            input.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException unreadable) {
            System.err.println("standard input cannot be read (" + unreadable.getMessage() + "), leaving");
        }
        System.exit(0);
    }
}
