/** An application that has the starter, a web server and a database, and nothing else of Onefold. */
@NullMarked
package dev.onefold.spring.boot.starter;

import org.jspecify.annotations.NullMarked;
