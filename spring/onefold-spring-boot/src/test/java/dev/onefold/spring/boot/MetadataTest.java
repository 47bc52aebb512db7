package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors show of the properties, and what Spring Boot loads. */
class MetadataTest {

    @Test
    void everyPropertyIsDescribed() throws IOException {
        List<JsonNode> properties = new ArrayList<>();
        metadata().get("properties").forEach(properties::add);
        assertThat(properties).isNotEmpty().allSatisfy(property -> {
            String name = property.get("name").asString();
            assertThat(name).startsWith("onefold.");
            assertThat(property.path("description").asString(""))
                    .as("description of %s", name)
                    .isNotBlank()
                    .endsWith(".")
                    .doesNotStartWith("The ")
                    .doesNotStartWith("A ");
            if (property.get("type").asString().equals("java.lang.Boolean")) {
                assertThat(property.get("description").asString()).as(name).startsWith("Whether ");
            }
        });
    }

    @Test
    void everyPropertyIsKnown() throws IOException {
        Set<String> names = metadata()
                .get("properties")
                .valueStream()
                .map(property -> property.get("name").asString())
                .collect(Collectors.toSet());
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "onefold.enabled",
                        "onefold.wait-at-most",
                        "onefold.wait-on-request-at-most",
                        "onefold.waiters",
                        "onefold.cache.answers",
                        "onefold.cache.size",
                        "onefold.cache.keep-for",
                        "onefold.quota.at-work",
                        "onefold.quota.new-keys",
                        "onefold.quota.window",
                        "onefold.quota.callers",
                        "onefold.accepted.path",
                        "onefold.accepted.threads",
                        "onefold.accepted.look-every",
                        "onefold.accepted.attempts",
                        "onefold.accepted.patience",
                        "onefold.accepted.pause",
                        "onefold.batch-items",
                        "onefold.retention.answer",
                        "onefold.retention.tombstone",
                        "onefold.jdbc.initialize-schema",
                        "onefold.jdbc.maintain-every",
                        "onefold.http.profile",
                        "onefold.http.unsupported-keys",
                        "onefold.http.allow-anonymous",
                        "onefold.http.problem-base",
                        "onefold.http.key-header",
                        "onefold.http.key-aliases",
                        "onefold.http.key-form",
                        "onefold.http.key-pattern",
                        "onefold.http.min-key-length",
                        "onefold.http.max-key-length",
                        "onefold.http.any-key-case",
                        "onefold.http.key-time",
                        "onefold.http.key-window",
                        "onefold.http.key-skew",
                        "onefold.http.echo-key",
                        "onefold.http.key-scope",
                        "onefold.http.compare",
                        "onefold.http.compare-only",
                        "onefold.http.compare-without",
                        "onefold.http.compare-headers",
                        "onefold.http.mismatch-status",
                        "onefold.http.in-progress-status",
                        "onefold.http.missing-key-status",
                        "onefold.http.replay",
                        "onefold.http.marker",
                        "onefold.http.marker-on-replays",
                        "onefold.http.marker-on-first",
                        "onefold.http.remember",
                        "onefold.http.forget",
                        "onefold.http.replay-headers",
                        "onefold.http.errors",
                        "onefold.http.max-request-size",
                        "onefold.http.max-response-size",
                        "onefold.operations");
    }

    @Test
    void everyAutoConfigurationIsListedAndShapedAsOne() throws Exception {
        List<Class<?>> found = autoConfigurations();
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
                        .getCandidates())
                .filteredOn(name -> name.startsWith("dev.onefold."))
                .containsExactlyInAnyOrderElementsOf(
                        found.stream().map(Class::getName).toList());
        assertThat(found).isNotEmpty().allSatisfy(type -> {
            assertThat(Modifier.isFinal(type.getModifiers()))
                    .as("%s is final", type)
                    .isTrue();
            assertThat(Stream.of(type.getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(Bean.class))
                            .filter(MetadataTest::isVisible))
                    .as("bean methods of %s that others see", type)
                    .isEmpty();
        });
    }

    private static boolean isVisible(Method method) {
        return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static List<Class<?>> autoConfigurations() throws Exception {
        List<Class<?>> found = new ArrayList<>();
        var readers = new CachingMetadataReaderFactory();
        for (Resource resource :
                new PathMatchingResourcePatternResolver().getResources("classpath*:dev/onefold/**/*.class")) {
            var metadata = readers.getMetadataReader(resource).getAnnotationMetadata();
            if (metadata.isAnnotated(AutoConfiguration.class.getName())) {
                found.add(Class.forName(metadata.getClassName()));
            }
        }
        return found;
    }

    private static JsonNode metadata() throws IOException {
        String file = "/META-INF/spring-configuration-metadata.json";
        for (java.net.URL url :
                java.util.Collections.list(MetadataTest.class.getClassLoader().getResources(file.substring(1)))) {
            try (InputStream in = url.openStream()) {
                JsonNode read = JsonMapper.shared().readTree(in);
                boolean ours = read.get("properties")
                        .valueStream()
                        .anyMatch(
                                property -> Objects.equals(property.get("name").asString(), "onefold.enabled"));
                if (ours) {
                    return read;
                }
            }
        }
        throw new AssertionError("There is no " + file + " with properties of Onefold");
    }
}
