package dev.onefold.client;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Keeps the beginning of a body and hangs up on the rest. */
final class BoundedBody implements BodySubscriber<BoundedBody.Read> {

    /**
     * What was kept.
     *
     * @param isAll whether there was no more
     */
    record Read(ByteArrayOutputStream kept, boolean isAll) {
        byte[] bytes() {
            return kept.toByteArray();
        }
    }

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CompletableFuture<Read> read = new CompletableFuture<>();
    private final int most;
    private @Nullable Subscription subscription;

    BoundedBody(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<Read> getBody() {
        return read;
    }

    @Override
    public void onSubscribe(Subscription from) {
        subscription = from;
        from.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[Math.min(part.remaining(), most - kept.size())];
            part.get(bytes);
            kept.writeBytes(bytes);
            if (part.hasRemaining()) {
                cut();
                return;
            }
        }
    }

    private void cut() {
        if (subscription != null) {
            subscription.cancel();
        }
        read.complete(new Read(kept, false));
    }

    @Override
    public void onError(Throwable failure) {
        read.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        read.complete(new Read(kept, true));
    }
}
