package dev.onefold.spring;

import dev.onefold.CoalescedOperation;
import dev.onefold.LeasedOperation;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.TransactionalOperation;
import dev.onefold.http.HttpContract;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.ReplayMode;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.http.HttpEntity;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Turns an annotated handler into an operation, or says why it cannot be one. Works at start only. */
final class HandlerInspector {

    private static final Set<RequestMethod> SAFE =
            Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS, RequestMethod.TRACE);

    private static final List<Class<?>> ASYNC =
            List.of(Callable.class, DeferredResult.class, WebAsyncTask.class, CompletionStage.class);

    private static final List<Class<?>> STREAMS =
            List.of(StreamingResponseBody.class, ResponseBodyEmitter.class, Flow.Publisher.class);

    /** In the order in which they may be nested. */
    private static final List<Class<?>> WRAPPERS = List.of(
            HttpEntity.class,
            Callable.class,
            DeferredResult.class,
            WebAsyncTask.class,
            CompletionStage.class,
            HttpEntity.class);

    private static final String REACTIVE_STREAM = "org.reactivestreams.Publisher";

    private static final List<String> SECURITY = List.of(
            "org.springframework.security.access.prepost.PreAuthorize",
            "org.springframework.security.access.prepost.PostAuthorize",
            "org.springframework.security.access.annotation.Secured",
            "jakarta.annotation.security.RolesAllowed",
            "jakarta.annotation.security.DenyAll");

    private final IdempotencySettings settings;
    private final Contracts contracts;
    private final BeanFactory beans;

    HandlerInspector(IdempotencySettings settings, BeanFactory beans) {
        this.settings = settings;
        this.contracts = new Contracts(settings);
        this.beans = beans;
    }

    HandlerOperation<?> inspect(RequestMappingInfo mapping, HandlerMethod handler, Idempotent annotation) {
        Subject subject = new Subject(handler);
        subject.refuseIf(isSafe(mapping), "answers a safe method only, which needs no protection: remove @Idempotent");
        subject.refuseIf(
                !annotation.key().isEmpty() || !annotation.scope().isEmpty(),
                "takes its key from the request: key and scope are for service methods");
        boolean coalesced = annotation.coalesced() != CoalescedWork.class;
        ResolvableType declared = ResolvableType.forMethodReturnType(handler.getMethod(), handler.getBeanType());
        Class<?> returned = unwrapped(declared, HttpEntity.class).toClass();
        subject.refuseIf(isStream(content(declared)), "returns a stream, which cannot be recorded before it is sent");
        subject.refuseIf(
                !coalesced && (!writesBody(handler) || isView(content(declared))),
                "renders a view: only @ResponseBody and ResponseEntity handlers can be recorded");
        subject.refuseIf(
                Outcome.class.isAssignableFrom(content(declared)),
                "returns an Outcome, which has an identity of its own, and an \"in progress\" would be remembered as an"
                        + " answer: remove @Idempotent, or return the answer");
        boolean secured = SECURITY.stream().anyMatch(name -> isAnnotated(handler, name));
        boolean guarded = annotation.replayGuard() != ReplayGuard.class;
        subject.refuseIf(
                secured && !guarded,
                "is secured by an annotation that a replay would skip: name a replayGuard that checks the same");
        boolean async = ASYNC.stream().anyMatch(type -> type.isAssignableFrom(returned));
        subject.refuseIf(
                async && annotation.mode() == Idempotent.Mode.TRANSACTIONAL,
                "is asynchronous, and a transaction cannot follow it to another thread: use Mode.LEASED");
        boolean leased = async || annotation.mode() == Idempotent.Mode.LEASED;
        subject.refuseIf(
                coalesced && leased, "is coalesced, which is many requests in one transaction: it cannot be leased");
        subject.refuseIf(
                coalesced && mayBeSafe(mapping),
                "is coalesced and answers safe methods too: map it to the methods that have an effect");
        String name = name(subject, mapping, annotation);
        HttpContract contract = subject.checked(() -> contracts.of(name, annotation));
        KeyPresence presence = contracts.presence(name, annotation);
        subject.refuseIf(
                coalesced && presence != KeyPresence.REQUIRED,
                "is coalesced, and its requests need a key: its presence must be required");
        return new HandlerOperation<>(
                operation(name, annotation, contract, leased),
                contract,
                presence,
                guarded ? beans.getBean(annotation.replayGuard()) : null,
                currentState(subject, annotation, contract),
                coalesced ? work(subject, declared, annotation) : null);
    }

    private CoalescedWork<?> work(Subject subject, ResolvableType declared, Idempotent annotation) {
        ResolvableType asked = ResolvableType.forClass(CoalescedWork.class, annotation.coalesced())
                .getGeneric();
        subject.refuseIf(
                !asked.isAssignableFrom(declared),
                "returns " + declared + ", and " + annotation.coalesced().getName() + " works on " + asked);
        return beans.getBean(annotation.coalesced());
    }

    private Operation<RecordedResponse> operation(
            String name, Idempotent annotation, HttpContract contract, boolean leased) {
        if (leased) {
            return leased(name, annotation, contract);
        }
        return annotation.coalesced() == CoalescedWork.class
                ? transactional(name, annotation, contract)
                : coalesced(name, annotation, contract);
    }

    private @Nullable CurrentState currentState(Subject subject, Idempotent annotation, HttpContract contract) {
        if (contract.replays() != ReplayMode.CURRENT_STATE) {
            return null;
        }
        subject.refuseIf(
                annotation.currentState() == CurrentState.class,
                "replays the current state: name a currentState that tells it, or another replay");
        return beans.getBean(annotation.currentState());
    }

    private TransactionalOperation<RecordedResponse> transactional(
            String name, Idempotent annotation, HttpContract contract) {
        Durations durations = new Durations(settings, name, annotation);
        return Operation.transactional(name, contract.responses().codec())
                .with(durations.retention())
                .with(durations.waiting());
    }

    private CoalescedOperation<RecordedResponse> coalesced(String name, Idempotent annotation, HttpContract contract) {
        Durations durations = new Durations(settings, name, annotation);
        return Operation.coalesced(name, contract.responses().codec())
                .with(durations.retention())
                .with(durations.waiting());
    }

    private LeasedOperation<RecordedResponse> leased(String name, Idempotent annotation, HttpContract contract) {
        Durations durations = new Durations(settings, name, annotation);
        return Operation.leased(name, contract.responses().codec())
                .with(durations.retention())
                .with(durations.waiting())
                .with(Durations.lease(annotation));
    }

    private static String name(Subject subject, RequestMappingInfo mapping, Idempotent annotation) {
        if (!annotation.name().isEmpty()) {
            return annotation.name();
        }
        String methods = String.join(
                "|",
                mapping.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .sorted()
                        .toList());
        String paths =
                String.join("|", mapping.getPatternValues().stream().sorted().toList());
        String name = (methods + " " + paths).strip();
        subject.refuseIf(name.length() > 100, "has a mapping of over 100 characters: give it a name");
        return name;
    }

    private static boolean isSafe(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return !methods.isEmpty() && SAFE.containsAll(methods);
    }

    private static boolean mayBeSafe(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return methods.isEmpty() || methods.stream().anyMatch(SAFE::contains);
    }

    /** What is written in the end: without response entities and asynchronous wrappers. */
    private static Class<?> content(ResolvableType declared) {
        ResolvableType type = declared;
        for (Class<?> wrapper : WRAPPERS) {
            type = unwrapped(type, wrapper);
        }
        return type.toClass();
    }

    private static ResolvableType unwrapped(ResolvableType type, Class<?> wrapper) {
        return wrapper.isAssignableFrom(type.toClass()) ? type.as(wrapper).getGeneric(0) : type;
    }

    /** Also of a {@code @RestController} these are rendered. */
    private static boolean isView(Class<?> type) {
        return ModelAndView.class.isAssignableFrom(type) || View.class.isAssignableFrom(type);
    }

    private static boolean isStream(Class<?> type) {
        if (STREAMS.stream().anyMatch(stream -> stream.isAssignableFrom(type))) {
            return true;
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (implementsReactiveStream(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean implementsReactiveStream(Class<?> type) {
        if (type.getName().equals(REACTIVE_STREAM)) {
            return true;
        }
        for (Class<?> each : type.getInterfaces()) {
            if (implementsReactiveStream(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean writesBody(HandlerMethod handler) {
        Class<?> returned = handler.getReturnType().getParameterType();
        return HttpEntity.class.isAssignableFrom(returned)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), ResponseBody.class)
                || handler.hasMethodAnnotation(ResponseBody.class);
    }

    private static boolean isAnnotated(HandlerMethod handler, String annotation) {
        return isAnnotated(handler.getMethod(), annotation) || isAnnotated(handler.getBeanType(), annotation);
    }

    /** Also where an interface or a superclass says so, as Spring Security looks for it. */
    private static boolean isAnnotated(AnnotatedElement element, String annotation) {
        return MergedAnnotations.from(element, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY)
                .isPresent(annotation);
    }

    /** The handler that a refusal speaks of. */
    private record Subject(HandlerMethod handler) {

        void refuseIf(boolean wrong, String why) {
            if (wrong) {
                throw new IllegalStateException(
                        "@Idempotent handler " + handler.getShortLogMessage() + " " + why + ".");
            }
        }

        <T> T checked(Supplier<T> setting) {
            try {
                return setting.get();
            } catch (IllegalArgumentException wrong) {
                throw new IllegalStateException(
                        "@Idempotent handler " + handler.getShortLogMessage() + " cannot be what it is set to: "
                                + wrong.getMessage() + ".",
                        wrong);
            }
        }
    }
}
