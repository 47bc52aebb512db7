/** The first example: {@link dev.onefold.example.PlainJava} needs a JDK, plain JDBC and nothing else. */
@NullMarked
package dev.onefold.example;

import org.jspecify.annotations.NullMarked;
