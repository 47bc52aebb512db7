package dev.onefold.check.oracle;

import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.UnusableException;
import dev.onefold.check.wire.Exchange;
import dev.onefold.check.wire.Limits;
import dev.onefold.check.wire.Origin;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.Wire;
import dev.onefold.check.wire.WireResponse;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Asks the API itself, by a request that changes nothing. */
public final class HttpOracle implements Oracle {

    private static final String SEPARATOR = " | ";

    private final Call question;
    private final Extract extract;
    private final Wire wire;

    private HttpOracle(Call question, Extract extract, Wire wire) {
        this.question = question;
        this.extract = extract;
        this.wire = wire;
    }

    /**
     * Reads {@code GET /orders?ref={{ref}} | $.total}: a request, and where in its answer the number is. That is a JSONPath,
     * whose value is a whole number, or an array or object of which the size counts; or a regular expression, of which the
     * first group is the number, or without a group, how often it is found.
     *
     * @param text the above; a path is one of the target's origin
     * @param target the request that is checked; its {@code Authorization} goes with the question
     * @param tls whom to trust; null for the certificates this Java trusts
     */
    public static HttpOracle parse(String text, Call target, @Nullable SSLContext tls) {
        int bar = text.indexOf(SEPARATOR);
        String[] words = text.substring(0, Math.max(bar, 0)).strip().split("\\s+", 2);
        if (bar < 0 || words.length < 2) {
            throw new UnusableException("not like 'GET /orders?ref={{ref}} | $.total': " + text);
        }
        String url = words[1].startsWith("/") ? target.origin() + words[1] : words[1];
        Call question = Call.of(words[0], url);
        for (Call.HeaderTemplate header : target.headers()) {
            if (List.of("authorization", "cookie", "x-api-key")
                    .contains(header.name().toLowerCase(Locale.ROOT))) {
                question = question.withHeader(header.name(), header.value().text());
            }
        }
        Wire wire = Wire.to(Protocol.HTTP_1_1, question.origin(), Limits.DEFAULT, tls);
        return new HttpOracle(
                question, Extract.of(text.substring(bar + SEPARATOR.length()).strip()), wire);
    }

    /** Where the question goes. */
    public Origin origin() {
        return question.origin();
    }

    @Override
    public long count(Intent intent) {
        Exchange exchange = wire.send(question.request(intent));
        WireResponse response = exchange.response()
                .orElseThrow(() -> new OracleException(question.url(intent) + " is not answered: " + exchange));
        if (!response.isOfClass(2)) {
            throw new OracleException(question.url(intent) + " is answered with " + response.status());
        }
        return extract.number(response.body().text());
    }

    @Override
    public boolean separates() {
        return question.path().varies();
    }

    @Override
    public String toString() {
        return question.toString();
    }
}
