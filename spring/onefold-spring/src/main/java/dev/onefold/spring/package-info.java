/**
 * Onefold in Spring: put {@link dev.onefold.spring.Idempotent} on a handler or a service method. The rest is for wiring
 * without Spring Boot: {@link dev.onefold.spring.IdempotentHandlers} and {@link dev.onefold.spring.IdempotentMethods}
 * on an engine over {@link dev.onefold.spring.SpringTransactions}.
 *
 * <p>A handler of any other technique returns its {@link dev.onefold.Outcome}, and
 * {@link dev.onefold.spring.OutcomeHandlers} makes the response of it:
 *
 * <pre>{@code
 * @PostMapping("/accounts")
 * @ResponseStatus(HttpStatus.CREATED)
 * Outcome<AccountView> open(@RequestBody OpenAccount command) {
 *     return accounts.open(command).map(AccountView::of); // @Transactional, guards act on CurrentConnection
 * }
 * }</pre>
 *
 * <p>A handler that runs an operation itself, such as a coalesced one, takes the request's {@link dev.onefold.Call}, as
 * {@link dev.onefold.spring.CallHandlers} shows.
 *
 * <p>Reads need no key: {@link dev.onefold.spring.ReadOnlyOperation} keeps them from writing, and
 * {@link dev.onefold.spring.ConditionalRequests} answers them with strong entity tags.
 */
@NullMarked
package dev.onefold.spring;

import org.jspecify.annotations.NullMarked;
