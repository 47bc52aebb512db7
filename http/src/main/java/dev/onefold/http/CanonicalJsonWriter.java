package dev.onefold.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Rewrites one JSON value, token by token, into a single buffer. An object's members are written as they come and put
 * in order when it closes, so memory is the buffer, one copy of the object that closes, and the places of the members
 * of objects that are open. No recursion: depth is counted, not felt.
 *
 * <p>Members that are not compared are read like all others, so that what is ambiguous is found in them too, and left
 * out when their object closes.
 *
 * <p>Strings carry their length and all else is closed by a mark, so no two values have the same text.
 */
final class CanonicalJsonWriter {

    static final int MAX_DEPTH = 64;

    private static final Comparator<Member> BY_NAME = (one, other) -> one.name.compareTo(other.name);

    /** Where a member is in the buffer; it ends where the next one starts. */
    private static final class Member {
        final String name;
        /** What is compared of its value; null if it is not compared at all. */
        final FieldSelection.@Nullable Part part;

        final int start;
        int end;

        Member(String name, FieldSelection.@Nullable Part part, int start) {
            this.name = name;
            this.part = part;
            this.start = start;
            this.end = start;
        }

        boolean isCompared() {
            return part != null;
        }
    }

    /** An open object, or an array, which never has members. */
    private static final class Container {
        final int start;
        final FieldSelection.@Nullable Part part;
        final List<Member> members = new ArrayList<>(0);

        Container(int start, FieldSelection.@Nullable Part part) {
            this.start = start;
            this.part = part;
        }

        void open(String name, int at) {
            closeLast(at);
            members.add(new Member(name, part == null ? null : part.member(name), at));
        }

        void closeLast(int at) {
            if (!members.isEmpty()) {
                members.get(members.size() - 1).end = at;
            }
        }

        /** What is compared of the value that comes next: a member's, or an element's. */
        FieldSelection.@Nullable Part next() {
            return members.isEmpty() ? part : members.get(members.size() - 1).part;
        }
    }

    private final JsonParser parser;
    private final StringBuilder out;
    private final Deque<Container> open = new ArrayDeque<>();
    private final FieldSelection.Part whole;

    /**
     * A writer of what a parser reads.
     *
     * @param chars how many there are to read; its text will have about as many
     */
    CanonicalJsonWriter(JsonParser parser, FieldSelection fields, int chars) {
        this.parser = parser;
        this.out = new StringBuilder(chars);
        this.whole = fields.whole();
    }

    /** Reads up to the end of the first value, however the input goes on. */
    CanonicalJson read() {
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return new CanonicalJson.NotJson();
            }
            if (token.isStructStart() && open.size() == MAX_DEPTH) {
                return new CanonicalJson.Ambiguous("The JSON body is nested deeper than " + MAX_DEPTH + " levels.");
            }
            if (!write(token)) {
                return new CanonicalJson.Ambiguous("An object of the JSON body has two members of one name.");
            }
        } while (!open.isEmpty());
        return new CanonicalJson.Canonical(out);
    }

    /** False if an object that closes has two members of one name. */
    private boolean write(JsonToken token) {
        switch (token) {
            case START_OBJECT, START_ARRAY -> {
                out.append(token.asString());
                open.push(new Container(
                        out.length(), open.isEmpty() ? whole : open.element().next()));
            }
            case END_OBJECT, END_ARRAY -> {
                boolean unambiguous = close(open.pop());
                out.append(token.asString());
                return unambiguous;
            }
            case PROPERTY_NAME -> {
                open.element().open(parser.currentName(), out.length());
                string(parser.currentName());
            }
            case VALUE_STRING -> string(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                out.append('#');
                CanonicalNumber.append(out, parser.getString());
                out.append(';');
            }
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> out.append(token.asString());
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("JSON has no " + token);
        }
        return true;
    }

    private void string(String value) {
        out.append('"').append(value.length()).append(':').append(value);
    }

    private boolean close(Container container) {
        container.closeLast(out.length());
        List<Member> members = container.members;
        boolean asRead = ascend(members);
        if (!asRead) {
            members.sort(BY_NAME);
            if (!ascend(members)) {
                return false;
            }
        }
        if (!asRead || !allCompared(members)) {
            rewrite(container.start, members);
        }
        return true;
    }

    /** Whether they are in order and no name comes twice. */
    private static boolean ascend(List<Member> members) {
        for (int i = 1; i < members.size(); i++) {
            if (BY_NAME.compare(members.get(i - 1), members.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean allCompared(List<Member> members) {
        for (Member member : members) {
            if (!member.isCompared()) {
                return false;
            }
        }
        return true;
    }

    private void rewrite(int start, List<Member> sorted) {
        String asRead = out.substring(start);
        out.setLength(start);
        for (Member member : sorted) {
            if (member.isCompared()) {
                out.append(asRead, member.start - start, member.end - start);
            }
        }
    }
}
