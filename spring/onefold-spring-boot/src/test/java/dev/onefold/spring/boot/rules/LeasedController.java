package dev.onefold.spring.boot.rules;

import dev.onefold.Attempt;
import dev.onefold.Operation.Doubt;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.spring.Idempotent;
import dev.onefold.spring.IdempotentHandlers;
import dev.onefold.spring.boot.rules.ThingController.Wanted;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.async.DeferredResult;

/** Handlers whose work ends elsewhere than it begins, each with an effect in a transaction of its own. */
@Sut
final class LeasedController {

    private final Effects effects;
    private final DataSource dataSource;
    private final TransactionTemplate transaction;
    private final Executor executor;

    LeasedController(
            Effects effects,
            DataSource dataSource,
            PlatformTransactionManager manager,
            @Qualifier("applicationTaskExecutor") Executor executor) {
        this.effects = effects;
        this.dataSource = dataSource;
        this.transaction = new TransactionTemplate(manager);
        this.executor = executor;
    }

    @PostMapping("/leased/synchronous")
    @Idempotent(mode = Idempotent.Mode.LEASED)
    ResponseEntity<String> synchronous(@RequestBody Wanted wanted, @RequestParam(defaultValue = "0") int failures) {
        return work(wanted, failures);
    }

    @PostMapping("/leased/callable")
    @Idempotent
    Callable<ResponseEntity<String>> callable(
            @RequestBody Wanted wanted, @RequestParam(defaultValue = "0") int failures) {
        return () -> work(wanted, failures);
    }

    @PostMapping("/leased/deferred")
    @Idempotent
    DeferredResult<ResponseEntity<String>> deferred(@RequestBody Wanted wanted) {
        DeferredResult<ResponseEntity<String>> result = new DeferredResult<>();
        executor.execute(() -> {
            try {
                result.setResult(work(wanted, 0));
            } catch (RuntimeException e) {
                result.setErrorResult(e);
            }
        });
        return result;
    }

    @PostMapping("/leased/future")
    @Idempotent
    CompletableFuture<ResponseEntity<String>> future(@RequestBody Wanted wanted) {
        return CompletableFuture.supplyAsync(() -> work(wanted, 0), executor);
    }

    @PostMapping("/leased/big")
    @Idempotent(mode = Idempotent.Mode.LEASED)
    String big(@RequestBody Wanted wanted) {
        work(wanted, 0);
        return "x".repeat(1 << 21);
    }

    /** Its effect refuses an older fence, so it may be taken over. */
    @PostMapping("/leased/fenced")
    @Idempotent(inDoubt = Doubt.RUN_AGAIN)
    Callable<ResponseEntity<String>> fenced(@RequestBody Wanted wanted, HttpServletRequest request) {
        Attempt attempt = IdempotentHandlers.attempt(request).orElseThrow();
        return () -> {
            Gates.pass(wanted.id());
            return transaction.execute(status -> {
                guard(attempt);
                return done(wanted);
            });
        };
    }

    private void guard(Attempt attempt) {
        try {
            JdbcStore.guard(DataSourceUtils.getConnection(dataSource), attempt);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The claim could not be guarded", e);
        }
    }

    private ResponseEntity<String> work(Wanted wanted, int failures) {
        if (Gates.pass(wanted.id()) <= failures) {
            throw new IllegalStateException("A failure that was asked for");
        }
        return transaction.execute(status -> done(wanted));
    }

    private ResponseEntity<String> done(Wanted wanted) {
        return ResponseEntity.status(201).body("leased " + effects.happen(wanted.id(), "leased"));
    }
}
