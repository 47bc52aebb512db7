package dev.onefold.shop.web;

import dev.onefold.Outcome;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API document: what the controllers say of themselves, plus what holds for all of them. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String BEARER = "apiKey";
    private static final String PROBLEM = "Problem";
    private static final int KEY_MIN_CHARACTERS = 16;
    private static final int KEY_MAX_CHARACTERS = 255;

    @Bean
    OpenAPI shopApi() {
        SpringDocUtils.getConfig().addResponseWrapperToIgnore(Outcome.class);
        return new OpenAPI()
                .info(new Info()
                        .title("Onefold shop")
                        .version("1")
                        .description(
                                "An e-commerce API whose every unsafe operation may be repeated: the same key gets the"
                                        + " same answer and the effect happens once."))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer"))
                        .addSchemas(PROBLEM, problem()))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    OperationCustomizer keyedOperations() {
        return (operation, handler) -> {
            operation.getResponses().addApiResponse("default", problemResponse("Any error is a problem document."));
            if (handler.hasMethodAnnotation(Idempotent.class)) {
                operation.addParametersItem(keyHeader());
                operation
                        .getResponses()
                        .addApiResponse("409", problemResponse("Still in progress, or against the state of things."))
                        .addApiResponse("422", problemResponse("The key was used for another request."))
                        .addApiResponse("503", problemResponse("The outcome is unknown: repeat with the same key."));
            }
            return operation;
        };
    }

    private static HeaderParameter keyHeader() {
        HeaderParameter header = new HeaderParameter();
        header.name("Idempotency-Key")
                .required(true)
                .description("Names this one intent. Repeat it, with the same request, to ask again what became of it.")
                .schema(new StringSchema()
                        .minLength(KEY_MIN_CHARACTERS)
                        .maxLength(KEY_MAX_CHARACTERS)
                        .pattern("^[\\x21-\\x7E]+$"));
        return header;
    }

    private static ApiResponse problemResponse(String description) {
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(reference)));
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new Schema<Integer>().type("integer"))
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema());
    }
}
