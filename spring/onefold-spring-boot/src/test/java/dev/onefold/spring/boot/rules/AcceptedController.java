package dev.onefold.spring.boot.rules;

import dev.onefold.Operation;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.TransactionalOperation;
import dev.onefold.spring.AcceptedOperations;
import dev.onefold.spring.Idempotent;
import dev.onefold.spring.OperationView;
import dev.onefold.spring.boot.rules.ThingController.Wanted;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Work that is accepted now and done later. */
@Sut
@ConditionalOnBooleanProperty("sut.accepted")
final class AcceptedController {

    /** What the work returns. */
    record Report(String id, long serial) {}

    private final AcceptedOperations operations;
    private final TransactionalOperation<Report> report;

    AcceptedController(AcceptedOperations operations, ObjectProvider<Effects> effects) {
        this.operations = operations;
        this.report = Operation.transactional("make report", operations.codec(Report.class));
        operations.register(report, Wanted.class, (connection, wanted, accepted) -> {
            int start = Gates.pass("work of " + wanted.id());
            long serial = effects.getObject().happen(wanted.id(), "reported");
            if (wanted.named().equals("no")) {
                throw new RejectedException(Rejection.of("no-such-report", "There is no such report."));
            }
            if (wanted.named().equals("broken")) {
                throw new IllegalStateException("A failure that was asked for, start " + start);
            }
            return new Report(wanted.id(), serial);
        });
    }

    @PostMapping("/reports")
    @Idempotent
    ResponseEntity<Void> order(@RequestBody Wanted wanted, HttpServletRequest request) {
        Gates.pass(wanted.id());
        return operations.accept(request, report, wanted);
    }

    @GetMapping("/operations/{id}")
    ResponseEntity<OperationView> read(@PathVariable String id, HttpServletRequest request) {
        return operations.read(request, id);
    }
}
