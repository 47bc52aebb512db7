package dev.onefold.spring.boot.rules;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.onefold.conformance.Caller;
import dev.onefold.conformance.Control;
import dev.onefold.conformance.Hold;
import dev.onefold.conformance.KillPoint;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What reaches behind the system under test. */
final class RigControl implements Control, AutoCloseable {

    private static final String BOB = "acme.bob.1";

    private final Logger library = (Logger) LoggerFactory.getLogger("dev.onefold");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private boolean clockMoved;
    private boolean storeAway;

    RigControl() {
        log.start();
        library.setAdditive(false);
        library.setLevel(Level.TRACE);
        library.addAppender(log);
    }

    @Override
    public int effects(String business) {
        return RuleTest.effects(business);
    }

    @Override
    public int executions(String business) {
        return Gates.starts(business);
    }

    @Override
    public Hold hold(String business) {
        Gates.Gate gate = Gates.close(business);
        return new Hold() {
            @Override
            public void awaitReached() {
                gate.awaitReached();
            }

            @Override
            public void release() {
                gate.open();
            }
        };
    }

    @Override
    public void dieAt(KillPoint point) {
        Faults.at(
                switch (point) {
                    case BEFORE_CLAIM -> Faults.Point.BEFORE_CLAIM;
                    case AFTER_CLAIM -> Faults.Point.AFTER_CLAIM;
                    case IN_EFFECT -> Faults.Point.AFTER_EFFECT;
                    case BEFORE_COMMIT -> Faults.Point.BEFORE_COMMIT;
                    case AFTER_COMMIT -> Faults.Point.AFTER_COMMIT;
                });
    }

    @Override
    public void clockAhead(Duration ahead) {
        clockMoved = true;
        Rig.clockAhead(ahead);
    }

    @Override
    public void removeExpired() {
        Rig.a().maintain();
    }

    @Override
    public void storeAvailable(boolean available) {
        storeAway = !available;
        Rig.outside()
                .sql(
                        available
                                ? "ALTER TABLE onefold_record_away RENAME TO onefold_record"
                                : "ALTER TABLE onefold_record RENAME TO onefold_record_away")
                .update();
    }

    @Override
    public void permitted(Caller caller, boolean permitted) {
        if (permitted) {
            CallerFilter.REVOKED.remove(BOB);
        } else {
            CallerFilter.REVOKED.add(BOB);
        }
    }

    /** Bytes are shown in hexadecimal digits by the database. */
    @Override
    public String stored() {
        return List.of("onefold_record", "onefold_body").stream()
                .map(table -> Rig.outside()
                        .sql("SELECT coalesce(string_agg(r::text, ' '), '') FROM " + table + " r")
                        .query(String.class)
                        .single())
                .collect(Collectors.joining(" "));
    }

    @Override
    public String logged() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void reset() {
        Faults.none();
        CallerFilter.REVOKED.remove(BOB);
        if (storeAway) {
            storeAvailable(true);
        }
        if (clockMoved) {
            clockMoved = false;
            Rig.clockBack();
        }
        log.list.clear();
    }

    @Override
    public void close() {
        library.detachAppender(log);
        library.setLevel(null);
        library.setAdditive(true);
    }
}
