/**
 * The caller's side of a keyed request. {@link dev.onefold.client.OnefoldClient} is the way in:
 *
 * <pre>{@code
 * OnefoldClient client = OnefoldClient.builder(HttpTransport.over(HttpClient.newHttpClient()))
 *         .intents(JdbcIntents.on(dataSource))
 *         .build();
 *
 * Result result = client.send("order-4711", Request.post(uri, "application/json", json));
 * }</pre>
 *
 * <p>An {@link dev.onefold.client.Intent} is one thing that somebody wants, with its key and its bytes. It is stored before
 * the first attempt, so every attempt, also of another process after a crash, sends the same key and the same bytes. What the
 * attempts came to is a {@link dev.onefold.client.Result}; one of them is {@link dev.onefold.client.Result.Unknown}.
 */
@NullMarked
package dev.onefold.client;

import org.jspecify.annotations.NullMarked;
