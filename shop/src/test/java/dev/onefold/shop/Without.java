package dev.onefold.shop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Which technique the shop does without at the moment. Only tests know of this: repositories of the shop have doubles, marked
 * {@link TestDouble}, that work as the originals do unless their technique is out, and then as the code that people write without
 * it.
 */
public final class Without {

    /** On what stands in for a repository in {@link WithoutTechniqueTest}. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface TestDouble {}

    private static final long WAIT_MILLIS = 100;
    private static final int MOST_WAITS = 10;

    private static final int NOT_RUNNING = -1;

    private static volatile int technique = NOT_RUNNING;
    private static volatile Exchanger<Thread> meeting = new Exchanger<>();

    private Without() {}

    /** Whether the shop with the doubles is what tests get. */
    static boolean isRunning() {
        return technique != NOT_RUNNING;
    }

    /** Does the work while the shop with the doubles does without the technique; 0 takes none out. */
    static void technique(int number, Runnable work) {
        LoggingSystem logging = LoggingSystem.get(Without.class.getClassLoader());
        technique = number;
        meeting = new Exchanger<>();
        logging.setLogLevel(ShopTest.class.getPackageName(), LogLevel.OFF); // the failures are wanted
        try {
            work.run();
        } finally {
            logging.setLogLevel(ShopTest.class.getPackageName(), null);
            technique = NOT_RUNNING;
        }
    }

    /** Whether the technique is out. */
    public static boolean technique(int number) {
        return technique == number;
    }

    /**
     * Two who have read meet here before either writes. Who is alone goes on after a moment; who is not waits for the others
     * to come this far, but not for ever, since they may wait for what this one holds.
     */
    public static void meet() {
        boolean met = false;
        for (int waits = 0; !met && (waits == 0 || InFlight.requests() > 1) && waits < MOST_WAITS; waits++) {
            met = meetNow();
        }
    }

    private static boolean meetNow() {
        try {
            meeting.exchange(Thread.currentThread(), WAIT_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException alone) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
