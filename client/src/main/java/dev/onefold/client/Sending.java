package dev.onefold.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attempts of one intent, one after the other, in one thread. */
final class Sending {

    private final OnefoldClient.Builder settings;
    private final Intent intent;
    private final Request request;
    private final long startedNanos;

    /** Whether any attempt, also of an earlier process, may have reached the work. */
    private boolean mayHaveHappened;

    private int attempts;
    private @Nullable Answer answer;
    private @Nullable IOException failure;

    Sending(OnefoldClient.Builder settings, Intent intent, boolean mayHaveHappened) {
        this.settings = settings;
        this.intent = intent;
        this.request = intent.request().with(settings.keyHeader, intent.key());
        this.mayHaveHappened = mayHaveHappened;
        this.startedNanos = settings.time.nanos();
    }

    Result run() {
        if (settings.time.now().isAfter(intent.at().plus(settings.retries.horizon()))) {
            return unknown(Result.Reason.TOO_OLD);
        }
        settings.budget.payIn();
        try {
            return attemptUntilDecided();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return unknown(Result.Reason.INTERRUPTED);
        }
    }

    private Result attemptUntilDecided() throws InterruptedException {
        while (true) {
            Judgement judgement = attempt();
            if (judgement != Judgement.AGAIN) {
                return result(judgement);
            }
            Duration pause = pause();
            Result.@Nullable Reason end = endBeforeAnother(pause);
            if (end != null) {
                return unknown(end);
            }
            settings.time.pause(pause);
        }
    }

    private Judgement attempt() throws InterruptedException {
        attempts++;
        answer = null;
        failure = null;
        try {
            Answer told = settings.transport.send(withFreshFields(), settings.retries.attemptTimeout());
            answer = told;
            Judgement judgement = settings.judge.judge(told);
            mayHaveHappened |= judgement == Judgement.AGAIN && !isHeldBack(told);
            return judgement;
        } catch (IOException noAnswer) {
            failure = noAnswer;
            mayHaveHappened |= !isUnsent(noAnswer);
            return Judgement.AGAIN;
        }
    }

    private Request withFreshFields() {
        Request fresh = request;
        for (Request.Field field : settings.eachAttempt.get()) {
            fresh = fresh.with(field.name(), field.value());
        }
        return fresh;
    }

    private Result result(Judgement judgement) {
        Answer told = Objects.requireNonNull(answer);
        return switch (judgement) {
            case DONE -> new Result.Done(intent, told, attempts);
            case DONE_EARLIER -> new Result.DoneEarlier(intent, told, attempts);
            case REFUSED -> new Result.Refused(intent, told, attempts);
            case TURNED_AWAY ->
                mayHaveHappened ? unknown(Result.Reason.TURNED_AWAY) : new Result.Refused(intent, told, attempts);
            case LOST -> unknown(Result.Reason.LOST_BY_SERVER);
            case AGAIN -> throw new IllegalStateException("Not decided");
        };
    }

    private Duration pause() {
        Duration own = settings.retries.pauseAfter(attempts, settings.below);
        return Optional.ofNullable(answer)
                .flatMap(told -> told.retryAfter(settings.time.now()))
                .filter(asked -> asked.compareTo(own) > 0)
                .orElse(own);
    }

    private Result.@Nullable Reason endBeforeAnother(Duration pause) {
        if (attempts >= settings.retries.attempts()) {
            return Result.Reason.ATTEMPTS_USED_UP;
        }
        Duration passed = Duration.ofNanos(settings.time.nanos() - startedNanos);
        if (passed.plus(pause).compareTo(settings.retries.deadline()) > 0) {
            return Result.Reason.DEADLINE;
        }
        return settings.budget.takeOne() ? null : Result.Reason.RETRY_BUDGET;
    }

    private Result unknown(Result.Reason why) {
        return new Result.Unknown(intent, why, Optional.ofNullable(answer), Optional.ofNullable(failure), attempts);
    }

    /** Too many and too early are said before any work. */
    private static boolean isHeldBack(Answer told) {
        return told.status() == 429 || told.status() == 425;
    }

    private static boolean isUnsent(IOException failure) {
        return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
    }
}
