package dev.onefold.prover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OnefoldTest {

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replay --copies 0                       | --copies 0: must be from 1 to 64
                    replay --clients 1000                   | --clients 1000: must be from 1 to 256
                    replay --kills -1                       | --kills -1: must be from 0 to 1000
                    replay --nodes 0                        | --nodes 0: must be from 1 to 16
                    replay --copies many                    | Invalid value for option '--copies'
                    replay --speed 3                        | Unknown option: '--speed'
                    replay nothing.csv                      | nothing.csv: there is no such file
                    replay one.csv two.csv                  | Unmatched argument
                    replay --days 2026-11-01                | --days needs a FILE
                    replay --database-url mysql://x         | --database-url mysql://x: not a URL like
                    replay --json /no/such/directory/o.json | --json /no/such/directory/o.json: cannot be written
                    replay --mode fast                      | Invalid value for option '--mode'
                    replay --mode coalesced --unprotected   | --unprotected needs --mode transactional
                    prove --mode fast                       | Invalid value for option '--mode'
                    prove --technique 11                    | --technique 11: must be from 1 to 10
                    prove --seconds 0                       | --seconds 0: must be from 1 to 600
                    prove --json /no/such/directory/o.json  | --json /no/such/directory/o.json: cannot be written
                    check                                   | what is to be checked?
                    check POST http://192.0.2.1/x           | --allow-host 192.0.2.1
                    check POST ftp://localhost/             | not an http:// or https:// URL
                    check POST http://localhost/ --shop     | --shop knows its own requests
                    check POST http://localhost/ --copies 1 | --copies 1: must be from 2 to 128
                    check POST http://localhost/ --format y | --format y: there are text, json
                    check POST http://localhost/ --only no  | there is no check no;
                    check POST http://localhost/ --zipf 1   | say --keys as well
                    check POST http://localhost/ --keys 5 --zipf 9 | --zipf 9.0: must be from 0 to 3
                    check POST http://localhost/ --count GET | not like 'GET /orders?ref=
                    check POST http://localhost/{{name}}    | {{name}} stands for nothing
                    check --from missing.har                | missing.har: cannot be read
                    check curl                              | not an http:// or https:// URL
                    check POST http://localhost/ --html /no/such/directory/o.html | --html /no/such/directory/o.html: cannot
                    shop --port 0                           | --port 0: must be from 1 to 65535
                    shop --fresh --database-url jdbc:postgresql://db/x | they do not go with --database-url
                    sell                                    | Unmatched argument
                    """)
    void bad_use_ends_with_two_and_says_why(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void a_broken_file_ends_with_two_before_anything_starts() throws IOException {
        Path file = Files.writeString(directory.resolve("broken.csv"), """
                InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
                900001,T1,LAMP,many,2026-11-02 08:26:00,2.55,15001,Denmark
                """);
        assertThat(run("replay", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("broken.csv: row 2: Quantity \"many\" is not a whole number");
    }

    @Test
    void a_taken_port_ends_with_three() throws IOException {
        System.setProperty("onefold.shop.jar", directory.resolve("shop.jar").toString());
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(run("shop", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(3);
            assertThat(err.toString()).contains("port " + taken.getLocalPort() + " is taken");
        } finally {
            System.clearProperty("onefold.shop.jar");
        }
    }

    @Test
    void help_names_the_commands_and_the_exit_statuses() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("replay", "prove", "shop");
        assertThat(run("help", "check")).isZero();
        assertThat(out.toString()).contains("--count", "--allow-host", "--shop", "METHOD URL");
        assertThat(run("help", "prove")).isZero();
        assertThat(out.toString()).contains("--technique", "--seconds", "--mode", "a run that proves nothing");
        assertThat(run("help", "replay")).isZero();
        assertThat(out.toString()).contains("--short-stock", "--mode", "Exit status:", "no verdict");
    }

    private int run(String... arguments) {
        CommandLine command = Onefold.commandLine();
        command.setErr(new PrintWriter(err, true));
        command.setOut(new PrintWriter(out, true));
        return command.execute(arguments);
    }
}
