package dev.onefold.conformance;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.Exchange;
import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.Wire;
import dev.onefold.check.wire.WireRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** One run of one rule: a business and a key that nobody else uses, and the ways to send. */
final class Trial {

    private static final int MOST_AGAIN = 3;

    final String business = newBusiness();
    final String key = newKey();
    final Control control;
    final Contract contract;
    private final Subject subject;
    private final List<Wire> wires;

    Trial(Subject subject, Protocol protocol) {
        this.subject = subject;
        this.control = subject.control();
        this.contract = subject.contract();
        this.wires = subject.nodes().stream()
                .map(origin -> Wire.to(protocol, origin))
                .toList();
    }

    /** The same server and protocol, and another business and key. */
    Trial(Trial other) {
        this.subject = other.subject;
        this.control = other.control;
        this.contract = other.contract;
        this.wires = other.wires;
    }

    static String newBusiness() {
        return "b-" + UUID.randomUUID();
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** Ann's request of an operation, without a key. */
    WireRequest plain(Operation operation) {
        return plain(operation, business);
    }

    WireRequest plain(Operation operation, String other) {
        return as(Caller.ANN, subject.request(operation, other));
    }

    /** Ann's request of an operation, with the trial's key. */
    WireRequest keyed(Operation operation) {
        return keyed(plain(operation), key);
    }

    WireRequest keyed(WireRequest request, String spelling) {
        return request.replacing(contract.keyHeader(), spelling);
    }

    WireRequest create() {
        return keyed(Operation.CREATE);
    }

    /** The same by another caller, key and all. */
    WireRequest by(Caller caller, Operation operation) {
        return keyed(as(caller, subject.request(operation, business)), key);
    }

    WireRequest as(Caller caller, WireRequest request) {
        return subject.as(caller, request);
    }

    WireRequest answering(int status, boolean afterEffect, String other) {
        return as(Caller.ANN, subject.answering(status, afterEffect, other));
    }

    WireRequest answeringWith(String field, String value) {
        return keyed(as(Caller.ANN, subject.answeringWith(field, value, business)), key);
    }

    WireRequest stateOf(Caller caller, String other) {
        return as(caller, subject.stateOf(other));
    }

    WireRequest batch(List<BatchItem> items) {
        return as(Caller.ANN, subject.batch(items));
    }

    List<ItemResult> items(Reply reply) {
        return subject.items(reply.response());
    }

    Body withUnknownMember(Body object, String json) {
        return subject.withUnknownMember(object, json);
    }

    /** To the first node. */
    Reply send(WireRequest request) {
        return send(0, request);
    }

    /** To a node by its number; there may be one only. */
    Reply send(int node, WireRequest request) {
        Exchange exchange = wire(node).send(request);
        for (int again = 0; again < MOST_AGAIN && wasNotLookedAt(exchange); again++) {
            exchange = wire(node).send(request);
        }
        return reply(exchange);
    }

    /** A stream above the last one of a GOAWAY was not processed, and any client may send it again (RFC 9113, 6.8). */
    private static boolean wasNotLookedAt(Exchange exchange) {
        return exchange instanceof Exchange.Unanswered unanswered
                && unanswered.reason() == Exchange.Reason.CUT_BY_SERVER
                && unanswered.detail().startsWith("GOAWAY");
    }

    /** Without waiting for the answer. */
    InFlight begin(WireRequest request) {
        return begin(0, request);
    }

    InFlight begin(int node, WireRequest request) {
        return wire(node).begin(request);
    }

    Reply reply(Exchange exchange) {
        return new Reply(contract, exchange);
    }

    Reply await(InFlight sent) {
        return reply(sent.await());
    }

    Wire wire(int node) {
        return wires.get(node % wires.size());
    }

    Protocol protocol() {
        return wire(0).protocol();
    }

    /** So many copies so close together as the protocol allows, half of them to each of two nodes. */
    List<Reply> together(int copies, WireRequest request) {
        List<Reply> replies = new ArrayList<>();
        int share = copies / Math.min(2, wires.size());
        if (wires.size() == 1) {
            wire(0).volley(Collections.nCopies(share, request)).exchanges().forEach(e -> replies.add(reply(e)));
            return replies;
        }
        // the second node's copies are on their way while the first node's leave together
        List<InFlight> others = new ArrayList<>();
        for (int i = 0; i < share; i++) {
            others.add(begin(1, request));
        }
        wire(0).volley(Collections.nCopies(share, request)).exchanges().forEach(e -> replies.add(reply(e)));
        others.forEach(sent -> replies.add(await(sent)));
        return replies;
    }

    /** Long enough for a server that answers at once to have answered: other requests come and go. */
    void letTimePass() {
        for (int i = 0; i < 20; i++) {
            send(i, keyed(plain(Operation.CREATE, newBusiness()), newKey())).done();
        }
    }

    /** Sends again for as long as it is told that the first one is at work. */
    Reply settled(WireRequest request) {
        long until = System.nanoTime() + 30_000_000_000L;
        Reply reply = send(request);
        while (reply.status() == contract.inProgress().status()
                && reply.text().contains(contract.inProgress().slug())) {
            demand(System.nanoTime() < until, "an end of what is in progress");
            Thread.onSpinWait();
            reply = send(request);
        }
        return reply;
    }

    void effects(int wanted) {
        effects(business, wanted);
    }

    void effects(String other, int wanted) {
        int seen = control.effects(other);
        demand(seen == wanted, wanted + " effects; there are " + seen);
    }

    /** The handler ran so often, where that is counted. */
    void executions(int wanted) {
        int seen;
        try {
            seen = control.executions(business);
        } catch (NotOfferedException uncounted) {
            return;
        }
        demand(seen == wanted, wanted + " executions; there were " + seen);
    }

    /** A part of a rule that says more about it, and is left out where the server lacks what it needs. */
    static void whereOffered(Runnable part) {
        try {
            part.run();
        } catch (NotOfferedException lacking) {
            // the rest of the rule was seen
        }
    }

    void needs(Contract.Feature feature, String otherwise) {
        if (!contract.features().contains(feature)) {
            throw new NotOfferedException(otherwise);
        }
    }

    static void demand(boolean holds, String what) {
        if (!holds) {
            throw new RuleBrokenException("wanted " + what);
        }
    }
}
