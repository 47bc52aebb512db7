package dev.onefold.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.http.Preconditions.Result;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110: 8.8.3 entity tags, 13.1.1 If-Match, 13.1.2 If-None-Match, 13.2.2 their order. */
class PreconditionsTest {

    private static final Optional<EntityTag> FIVE = Optional.of(EntityTag.ofVersion(5));
    private static final Optional<EntityTag> WEAK_FIVE = Optional.of(new EntityTag("5", true));

    private static Preconditions ifMatch(String... lines) {
        return Preconditions.of(List.of(lines), List.of());
    }

    private static Preconditions ifNoneMatch(String... lines) {
        return Preconditions.of(List.of(), List.of(lines));
    }

    @Test
    void aVersionIsAStrongTagAndComesBack() {
        assertThat(EntityTag.ofVersion(5)).hasToString("\"5\"");
        assertThat(EntityTag.ofVersion(-5).version()).hasValue(-5);
        assertThat(new EntityTag("5", true)).hasToString("W/\"5\"");
        assertThat(new EntityTag("5", true).version()).isEmpty();
        assertThat(new EntityTag("05", false).version()).isEmpty();
        assertThat(new EntityTag("+5", false).version()).isEmpty();
        assertThat(new EntityTag("five", false).version()).isEmpty();
        assertThatThrownBy(() -> new EntityTag("a\"b", false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EntityTag("a b", false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EntityTag("a".repeat(256), false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void strongAndWeakComparisonAreThoseOfTheTable() {
        EntityTag strong = new EntityTag("1", false);
        EntityTag weak = new EntityTag("1", true);
        assertThat(weak.matchesStrongly(weak)).isFalse();
        assertThat(weak.matchesWeakly(weak)).isTrue();
        assertThat(weak.matchesWeakly(new EntityTag("2", true))).isFalse();
        assertThat(weak.matchesStrongly(strong)).isFalse();
        assertThat(strong.matchesStrongly(weak)).isFalse();
        assertThat(weak.matchesWeakly(strong)).isTrue();
        assertThat(strong.matchesStrongly(strong)).isTrue();
    }

    @Test
    void aWriteOfTheVersionThatTheCallerSawProceedsAndOfAnyOtherFails() {
        assertThat(ifMatch("\"5\"").toChange(FIVE)).isEqualTo(Result.PROCEED);
        assertThat(ifMatch("\"4\"").toChange(FIVE)).isEqualTo(Result.FAILED);
        assertThat(ifMatch("\"4\" , ,\t\"5\"").toChange(FIVE)).isEqualTo(Result.PROCEED);
        assertThat(ifMatch("\"4\"", "\"5\"").toChange(FIVE)).isEqualTo(Result.PROCEED);
        assertThat(ifMatch("W/\"5\"").toChange(FIVE)).isEqualTo(Result.FAILED);
        assertThat(ifMatch("\"5\"").toChange(WEAK_FIVE)).isEqualTo(Result.FAILED);
        assertThat(ifMatch("*").toChange(FIVE)).isEqualTo(Result.PROCEED);
        assertThat(ifMatch("*").toChange(Optional.empty())).isEqualTo(Result.FAILED);
        assertThat(ifMatch("\"5\"").toChange(Optional.empty())).isEqualTo(Result.FAILED);
        assertThat(ifMatch("\"a,b\"").toChange(Optional.of(new EntityTag("a,b", false))))
                .isEqualTo(Result.PROCEED);
    }

    @Test
    void aChangeWithoutAConditionIsAskedForOneAndOtherWritesAreNot() {
        assertThat(ifMatch().toChange(FIVE)).isEqualTo(Result.REQUIRED);
        assertThat(ifMatch().toWrite(FIVE)).isEqualTo(Result.PROCEED);
        assertThat(ifNoneMatch("*").toChange(FIVE)).isEqualTo(Result.REQUIRED);
    }

    @Test
    void aReadOfWhatTheCallerHasIsNotModified() {
        assertThat(ifNoneMatch("\"5\"").toRead(FIVE)).isEqualTo(Result.NOT_MODIFIED);
        assertThat(ifNoneMatch("W/\"5\"").toRead(FIVE)).isEqualTo(Result.NOT_MODIFIED);
        assertThat(ifNoneMatch("*").toRead(FIVE)).isEqualTo(Result.NOT_MODIFIED);
        assertThat(ifNoneMatch("\"4\"").toRead(FIVE)).isEqualTo(Result.PROCEED);
        assertThat(ifNoneMatch("*").toRead(Optional.empty())).isEqualTo(Result.PROCEED);
        assertThat(ifNoneMatch().toRead(FIVE)).isEqualTo(Result.PROCEED);
    }

    @Test
    void aWriteThatMustBeTheFirstFailsWhenThereIsOne() {
        assertThat(ifNoneMatch("*").toWrite(FIVE)).isEqualTo(Result.FAILED);
        assertThat(ifNoneMatch("*").toWrite(Optional.empty())).isEqualTo(Result.PROCEED);
    }

    @Test
    void ifMatchIsDecidedBeforeIfNoneMatch() {
        Preconditions both = Preconditions.of(List.of("\"4\""), List.of("\"5\""));
        assertThat(both.toRead(FIVE)).isEqualTo(Result.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "\"5", "5\"", "W\"5\"", "w/\"5\"", "\"5\"\"6\"", "\"5\" x", "\"a b\"", "*, \"5\"", ","})
    void whatIsNoListOfTagsIsSaidToBeNone(String line) {
        assertThat(ifMatch(line).toWrite(FIVE)).isEqualTo(Result.MALFORMED);
        assertThat(ifMatch(line).toRead(FIVE)).isEqualTo(Result.MALFORMED);
        assertThat(ifNoneMatch(line).toWrite(FIVE)).isEqualTo(Result.MALFORMED);
        assertThat(ifNoneMatch(line).toRead(FIVE)).isEqualTo(Result.PROCEED);
    }

    @Test
    void aListIsBounded() {
        assertThat(ifMatch("\"5\",".repeat(100)).toWrite(FIVE)).isEqualTo(Result.PROCEED);
        assertThat(ifMatch("\"5\",".repeat(101)).toWrite(FIVE)).isEqualTo(Result.MALFORMED);
    }

    @Test
    void theVersionToWriteAgainstIsThatOfTheOnlyTag() {
        assertThat(ifMatch("\"5\"").expectedVersion()).isEqualTo(OptionalLong.of(5));
        assertThat(ifMatch("\"5\", \"6\"").expectedVersion()).isEmpty();
        assertThat(ifMatch("*").expectedVersion()).isEmpty();
        assertThat(ifMatch("\"five\"").expectedVersion()).isEmpty();
    }
}
