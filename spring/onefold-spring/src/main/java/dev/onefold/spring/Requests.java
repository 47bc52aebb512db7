package dev.onefold.spring;

import dev.onefold.Call;
import dev.onefold.Scope;
import dev.onefold.http.ContentDigest;
import dev.onefold.http.FingerprintRule;
import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyHeader;
import dev.onefold.http.Preference;
import dev.onefold.http.Problem;
import dev.onefold.http.RequestFingerprint;
import dev.onefold.http.RequestHead;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.util.WebUtils;

/** Reads from a servlet request whose it is, under which key, and what it asks. Claims nothing. */
final class Requests {

    /** What a request turned out to be. */
    sealed interface Reading {

        /** It has a key, and its body can be read again from {@code request}. */
        record Keyed(Call call, Scope scope, KeyHeader.Valid key, HttpServletRequest request) implements Reading {}

        /** It has no key and needs none. */
        record Unprotected() implements Reading {}

        /** It has a key where keys mean nothing. */
        record Unsupported() implements Reading {}

        /** It is refused. */
        record Refused(Problem problem) implements Reading {}
    }

    private static final byte[] NOTHING = {};

    private final ScopeResolver scopes;
    private final Admission admission;

    Requests(ScopeResolver scopes, Admission admission) {
        this.scopes = scopes;
        this.admission = admission;
    }

    Reading read(HttpServletRequest request, HandlerOperation<?> handler) throws IOException {
        HttpContract contract = handler.contract();
        KeyHeader key = contract.keys().read(name -> Collections.list(request.getHeaders(name)));
        if (handler.presence() == KeyPresence.IGNORED) {
            return key instanceof KeyHeader.Missing ? new Reading.Unprotected() : new Reading.Unsupported();
        }
        if (key instanceof KeyHeader.Invalid invalid) {
            return refused(contract.problems().keyInvalid(invalid.reason()));
        }
        if (key instanceof KeyHeader.Valid valid) {
            Optional<Problem> age = admission.age(contract, valid, request);
            if (age.isPresent()) {
                return refused(age.get());
            }
            Optional<Scope> scope = scopes.resolve(request);
            return scope.isEmpty()
                    ? refused(contract.problems().scopeMissing())
                    : keyed(request, handler, scope.get(), valid);
        }
        return handler.presence() == KeyPresence.REQUIRED
                ? refused(contract.problems().keyMissing(contract.keys().header()))
                : new Reading.Unprotected();
    }

    private static Reading keyed(
            HttpServletRequest request, HandlerOperation<?> handler, Scope scope, KeyHeader.Valid key)
            throws IOException {
        HttpContract contract = handler.contract();
        FingerprintRule rule = contract.fingerprint();
        RequestHead head = new RequestHead(
                handler.operation().name(),
                request.getMethod(),
                request.getRequestURI(),
                request.getQueryString(),
                request.getContentType(),
                request.getHeader(HttpHeaders.CONTENT_ENCODING),
                headers(request, rule));
        if (WebUtils.getNativeRequest(request, MultipartRequest.class) != null) {
            RequestFingerprint read = RequestFingerprint.of(head, ServletPart.all(request), rule);
            return keyed(read, contract, scope, key, head, request);
        }
        // of a form the container keeps what it read, and leaves what it did not
        byte[] form = isForm(request) ? parameters(request) : NOTHING;
        byte[] sent = body(request, rule.maxBodyBytes());
        if (isCutShort(request, sent, rule.maxBodyBytes())) {
            return refused(contract.problems().bodyInvalid("The body ends before its Content-Length."));
        }
        if (form.length == 0 && !ContentDigest.agrees(Collections.list(request.getHeaders(ContentDigest.NAME)), sent)) {
            return refused(
                    contract.problems().bodyInvalid("The body is not what its " + ContentDigest.NAME + " says."));
        }
        RequestFingerprint read = RequestFingerprint.of(head, joined(form, sent), rule);
        return keyed(read, contract, scope, key, head, new CachedBodyRequest(request, sent));
    }

    private static Reading keyed(
            RequestFingerprint read,
            HttpContract contract,
            Scope scope,
            KeyHeader.Valid key,
            RequestHead head,
            HttpServletRequest request) {
        if (read instanceof RequestFingerprint.Fingerprinted fingerprinted) {
            Call call = contract.call(scope, key, head, fingerprinted);
            return new Reading.Keyed(waiting(call, request), scope, key, request);
        }
        return read instanceof RequestFingerprint.InvalidBody invalid
                ? refused(contract.problems().bodyInvalid(invalid.reason()))
                : refused(
                        contract.problems().bodyTooLarge(contract.fingerprint().maxBodyBytes()));
    }

    private static Call waiting(Call call, HttpServletRequest request) {
        return Preference.waiting(Collections.list(request.getHeaders(Preference.NAME)))
                .map(call::waitingAtMost)
                .orElse(call);
    }

    private static Map<String, List<String>> headers(HttpServletRequest request, FingerprintRule rule) {
        return rule.headers().isEmpty()
                ? Map.of()
                : rule.headers().stream()
                        .collect(Collectors.toMap(name -> name, name -> Collections.list(request.getHeaders(name))));
    }

    /**
     * The body, or one byte more than is compared. Its announced length only says how much memory it will likely take: a
     * filter in front may have made another body of it.
     */
    private static byte[] body(HttpServletRequest request, int maxBytes) throws IOException {
        InputStream in = request.getInputStream();
        int announced = request.getContentLength();
        if (announced < 0 || announced >= maxBytes) {
            return in.readNBytes(maxBytes + 1);
        }
        byte[] start = in.readNBytes(announced + 1);
        return start.length <= announced ? start : joined(start, in.readNBytes(maxBytes + 1 - start.length));
    }

    /**
     * Whether the caller went away in the middle of its body. Over HTTP/2 Tomcat may let such a body end as if it were whole,
     * but for a form that it reads itself. A coded body does not decode, or was decoded by a filter and has another length.
     */
    private static boolean isCutShort(HttpServletRequest request, byte[] body, int maxBytes) {
        return body.length < request.getContentLengthLong()
                && body.length <= maxBytes
                && !(isForm(request) && body.length == 0)
                && request.getHeader(HttpHeaders.CONTENT_ENCODING) == null;
    }

    private static Reading refused(Problem problem) {
        return new Reading.Refused(problem);
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The container reads forms itself, and only once: names sorted, the values of a name in their order. */
    private static byte[] parameters(HttpServletRequest request) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String[]> parameter : new TreeMap<>(request.getParameterMap()).entrySet()) {
            for (String value : parameter.getValue()) {
                text.append(parameter.getKey().length()).append(':').append(parameter.getKey());
                text.append(value.length()).append(':').append(value);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
