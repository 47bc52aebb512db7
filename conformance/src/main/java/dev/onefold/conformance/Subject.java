package dev.onefold.conformance;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.Origin;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.util.List;
import java.util.Set;

/**
 * A server under the rules: how its requests look. A rule works on a <em>business</em> that no other uses, named by a text of
 * up to 40 letters, digits and hyphens; two requests of one operation and one business are equal, byte for byte.
 */
public interface Subject {

    /** Its name in the report. */
    String name();

    /** Where it listens: one node or more of the same server, with one memory of keys. */
    List<Origin> nodes();

    /** How it can be spoken to. */
    default Set<Protocol> protocols() {
        return Set.of(Protocol.HTTP_1_1);
    }

    /** What it promises. */
    default Contract contract() {
        return Contract.standard();
    }

    /**
     * A request without a key and without a caller. Where it has a body that is JSON, that is an object with at least one
     * member.
     *
     * @throws NotOfferedException if the server has no such operation
     */
    WireRequest request(Operation operation, String business);

    /**
     * The request of an operation whose handler answers with this status when this business is first asked for, and does the
     * work and answers 201 from then on.
     *
     * @param afterEffect whether it writes its effect before it answers
     * @throws NotOfferedException if the server has no such operation
     */
    default WireRequest answering(int status, boolean afterEffect, String business) {
        throw new NotOfferedException("no operation answers with a status that is asked for");
    }

    /**
     * The request of an operation that answers 200 with this header field, made by the handler. In the value
     * <code>{serial}</code> stands for a number that no other execution has.
     *
     * @throws NotOfferedException if the server has no such operation
     */
    default WireRequest answeringWith(String field, String value, String business) {
        throw new NotOfferedException("no operation answers with a header field that is asked for");
    }

    /**
     * A GET that asks what has become of a request with that key: 200, and a body that says {@code completed} once it is done;
     * 404 if there was none.
     *
     * @throws NotOfferedException if keys cannot be looked up
     */
    default WireRequest stateOf(String key) {
        throw new NotOfferedException("keys cannot be looked up");
    }

    /**
     * The request of a batch.
     *
     * @throws NotOfferedException if the server has no batches, or none with keys of their own
     */
    default WireRequest batch(List<BatchItem> items) {
        throw new NotOfferedException("no batches with a key for each item");
    }

    /** What became of each item of a batch, in their order. */
    default List<ItemResult> items(WireResponse answer) {
        throw new NotOfferedException("no batches with a key for each item");
    }

    /** The request, sent by this caller. {@link Caller#NOBODY} leaves it as it is. */
    WireRequest as(Caller caller, WireRequest request);

    /** The body with one more member that the operation does not know, {@code x}. */
    default Body withUnknownMember(Body object, String json) {
        String text = object.text().strip();
        return Body.of(text.substring(0, text.length() - 1) + ",\"x\":" + json + "}");
    }

    /** What reaches behind it. */
    Control control();
}
