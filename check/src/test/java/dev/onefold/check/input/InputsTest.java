package dev.onefold.check.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.check.subject.UnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputsTest {

    @TempDir
    Path directory;

    @Test
    void a_curl_command_is_read_as_a_shell_and_curl_read_it() {
        Call call = Inputs.curl("""
                curl -sS --compressed -X PUT 'http://localhost:8080/orders/1' \\
                  -H "Authorization: Bearer \\"me\\"" --header='X-A: 1' \\
                  -u user:pass --data-raw $'{"it":"isn\\'t",\\n"n":1}'
                """.strip());
        assertThat(call.toString()).isEqualTo("PUT http://localhost:8080/orders/1");
        assertThat(call.headers())
                .extracting(header -> header.name() + ": " + header.value())
                .containsExactly(
                        "Authorization: Bearer \"me\"",
                        "X-A: 1",
                        "Authorization: Basic dXNlcjpwYXNz",
                        "Content-Type: application/x-www-form-urlencoded");
        assertThat(call.body().text()).isEqualTo("{\"it\":\"isn't\",\n\"n\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    curl localhost/a                          | GET http://localhost/a     |
                    curl -d a=1 -d b=2 localhost/a            | POST http://localhost/a    | a=1&b=2
                    curl -G -d a=1 localhost/a                | GET http://localhost/a?a=1 |
                    curl --json {} http://localhost/a         | POST http://localhost/a    | {}
                    curl -XDELETE --url=http://localhost/a    | DELETE http://localhost/a  |
                    """)
    void methods_and_bodies_are_those_that_curl_would_send(String line, String request, String body) {
        Call call = Inputs.curl(line);
        assertThat(call.toString()).isEqualTo(request);
        assertThat(call.body().text()).isEqualTo(body == null ? "" : body);
    }

    @ParameterizedTest
    @CsvSource({
        "wget http://localhost/a, not a curl command",
        "curl -F file=@a http://localhost/a, -F is not known here",
        "curl -H, has no value",
        "curl -i, there is no URL",
        "curl 'http://localhost, is not closed",
    })
    void what_cannot_be_sent_as_it_was_meant_is_refused(String line, String reason) {
        assertThatThrownBy(() -> Inputs.curl(line.replace("''", "'")))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void an_http_file_has_variables_comments_and_several_requests() throws IOException {
        List<Target> targets = read("orders.http", """
                @host = http://localhost:8080
                @orders = {{host}}/orders

                ### look
                GET {{orders}}

                ### place
                # a comment
                POST {{orders}}?from=file HTTP/1.1
                Content-Type: application/json
                // another
                Idempotency-Key: 1

                {"reference":"{{ref}}",
                 "quantity":2}

                > {% client.test() %}
                """);
        assertThat(targets).hasSize(1);
        Call call = targets.get(0).call();
        assertThat(call.toString()).isEqualTo("POST http://localhost:8080/orders?from=file");
        assertThat(call.body().text()).isEqualTo("{\"reference\":\"{{ref}}\",\n \"quantity\":2}");
        // each request gets a key of its own
        assertThat(call.has("Idempotency-Key")).isFalse();
        assertThat(call.has("Content-Type")).isTrue();
    }

    @Test
    void a_har_has_what_the_browser_sent_but_for_the_connections_own() throws IOException {
        List<Target> targets = read("saved.har", """
                {"log":{"entries":[
                  {"request":{"method":"GET","url":"http://localhost/a","headers":[]}},
                  {"request":{"method":"POST","url":"http://localhost/a?b=1","headers":[
                    {"name":":authority","value":"localhost"},{"name":"Content-Length","value":"2"},
                    {"name":"Accept-Encoding","value":"br"},{"name":"Content-Type","value":"application/json"}],
                    "postData":{"mimeType":"application/json","text":"{}"}}}
                ]}}
                """);
        assertThat(targets).hasSize(1);
        assertThat(targets.get(0).call().headers())
                .extracting(Call.HeaderTemplate::name)
                .containsExactly("Content-Type");
        assertThat(targets.get(0).call().body().text()).isEqualTo("{}");
    }

    @Test
    void an_openapi_document_gives_every_unsafe_operation_with_an_example() throws IOException {
        List<Target> targets = read("api.yaml", """
                openapi: 3.1.0
                servers: [{url: 'http://localhost:8080/api/'}]
                paths:
                  /orders:
                    get: {}
                    post:
                      x-idempotency: {required: true, retention: PT24H}
                      requestBody:
                        content:
                          application/json:
                            examples: {usual: {value: {reference: '{{ref}}', quantity: 2}}}
                  /orders/{id}/cancellation:
                    parameters: [{$ref: '#/components/parameters/Id'}]
                    post:
                      parameters: [{name: idempotency-key, in: header, required: true}]
                  /refunds:
                    post:
                      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Refund'}}}}
                  /notes:
                    post:
                      requestBody: {content: {application/json: {schema: {type: object}}}}
                  /left/{id}:
                    delete: {}
                  /out:
                    post: {x-idempotency: false}
                components:
                  parameters: {Id: {name: id, in: path, required: true, example: 7}}
                  schemas: {Refund: {type: object, example: {amount: 1}}}
                """);
        assertThat(targets)
                .extracting(Target::toString)
                .containsExactly(
                        "POST http://localhost:8080/api/orders",
                        "POST http://localhost:8080/api/orders/7/cancellation",
                        "POST http://localhost:8080/api/refunds");
        assertThat(targets.get(0).keyRequired()).contains(true);
        assertThat(targets.get(0).retention()).contains(Duration.ofHours(24));
        assertThat(targets.get(0).call().body().text()).isEqualTo("{\"reference\":\"{{ref}}\",\"quantity\":2}");
        assertThat(targets.get(1).keyRequired()).contains(true);
        assertThat(targets.get(1).call().body().text()).isEmpty();
        assertThat(targets.get(2).keyRequired()).isEmpty();
    }

    @Test
    void a_file_without_anything_to_check_is_refused() {
        assertThatThrownBy(() -> read("nothing.har", "{\"log\":{\"entries\":[]}}"))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("there is no request in it");
        assertThatThrownBy(() -> read("broken.json", "{\"openapi\":"))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("broken.json");
        assertThatThrownBy(() -> read("other.json", "{}"))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("neither a HAR");
        assertThatThrownBy(() -> Inputs.file(directory.resolve("missing.har"), null))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("cannot be read");
    }

    private List<Target> read(String name, String content) throws IOException {
        return Inputs.file(Files.writeString(directory.resolve(name), content), null);
    }
}
